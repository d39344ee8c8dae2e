package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.request.FormRequest;
import java.util.List;
import org.keycloak.Config;
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
}
