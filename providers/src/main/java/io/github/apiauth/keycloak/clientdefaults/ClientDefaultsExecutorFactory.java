package io.github.apiauth.keycloak.clientdefaults;

import io.github.apiauth.keycloak.clientdefaults.ClientDefaultsExecutor.Configuration;
import io.github.apiauth.keycloak.policy.ActsOnEvents;
import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** Offers {@link ClientDefaultsExecutor} in the admin console under Realm settings, Client policies. */
public final class ClientDefaultsExecutorFactory
        implements ClientPolicyExecutorProviderFactory, ActsOnEvents, ListedWithVersion {

    /** The executor's name in a client profile. */
    public static final String PROVIDER_ID = "api-client-defaults";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getHelpText() {
        return "Switches on at new clients what an API's clients need and the console does not ask for. Acts when an"
                + " administrator creates a client with Client authentication, and leaves alone what its creator has set."
                + " For all clients, so with the condition any-client.";
    }

    /** Labelled as the console labels them at a client, where they are found under Advanced. */
    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name(Configuration.REFRESH_TOKENS)
                .label("Use refresh tokens for client credentials grant")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(true)
                .helpText("New clients get a refresh token with client_credentials.")
                .add()
                .property()
                .name(Configuration.INTROSPECTION)
                .label("Allow token introspection without audience check")
                .type(ProviderConfigProperty.BOOLEAN_TYPE)
                .defaultValue(true)
                .helpText("New clients may introspect the tokens of all clients of the realm.")
                .add()
                .build();
    }

    @Override
    @SuppressWarnings("rawtypes") // so declared by Keycloak
    public ClientPolicyExecutorProvider create(KeycloakSession session) {
        return new ClientDefaultsExecutor();
    }

    @Override
    public boolean actsOn(ClientPolicyEvent event) {
        return event == ClientDefaultsExecutor.EVENT;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
