package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.request.FormRequest;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.OAuth2Constants;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * The lane's server options, {@code --spi-realm-restapi-extension--rest--…}.
 *
 * @param maxBytes the longest request body in bytes
 * @param defaultScope the scope of a request that asks for none; empty for Keycloak's own default
 */
record ApiLaneConfig(int maxBytes, String defaultScope) {

    private static final String MAX_BYTES = "max-bytes";
    private static final String DEFAULT_SCOPE = "default-scope";
    private static final String READ = "read";

    static final List<ProviderConfigProperty> PROPERTIES = ProviderConfigurationBuilder.create()
            .property()
            .name(MAX_BYTES)
            .type("int")
            .helpText("The longest request body in bytes; longer ones are answered with 413.")
            .defaultValue(FormRequest.DEFAULT_MAX_BYTES)
            .add()
            .property()
            .name(DEFAULT_SCOPE)
            .type(ProviderConfigProperty.STRING_TYPE)
            .helpText("The scope of a token request that asks for none. Set it to nothing for Keycloak's own default.")
            .defaultValue(READ)
            .add()
            .build();

    static ApiLaneConfig of(Config.Scope config) {
        return new ApiLaneConfig(
                config.getInt(MAX_BYTES, FormRequest.DEFAULT_MAX_BYTES), config.get(DEFAULT_SCOPE, READ));
    }

    /** These parameters, with the default scope if they ask for none. */
    MultivaluedMap<String, String> withDefaultScope(MultivaluedMap<String, String> parameters) {
        String asked = parameters.getFirst(OAuth2Constants.SCOPE);
        if (defaultScope.isBlank() || (asked != null && !asked.isEmpty())) {
            return parameters;
        }
        MultivaluedMap<String, String> completed = new MultivaluedHashMap<>(parameters);
        completed.putSingle(OAuth2Constants.SCOPE, defaultScope);
        return completed;
    }
}
