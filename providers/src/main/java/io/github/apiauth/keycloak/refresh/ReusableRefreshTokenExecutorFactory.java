package io.github.apiauth.keycloak.refresh;

import io.github.apiauth.keycloak.policy.ActsOnEvents;
import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** Offers {@link ReusableRefreshTokenExecutor} in the admin console under Realm settings, Client policies. */
public final class ReusableRefreshTokenExecutorFactory
        implements ClientPolicyExecutorProviderFactory, ActsOnEvents, ListedWithVersion {

    /** The executor's name in a client profile. */
    public static final String PROVIDER_ID = "reusable-refresh-token";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getHelpText() {
        return "Lets the matching clients use a refresh token again until it expires, in a realm where Revoke Refresh Token"
                + " is on. For server-to-server clients that keep their first refresh token.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    @SuppressWarnings("rawtypes") // so declared by Keycloak
    public ClientPolicyExecutorProvider create(KeycloakSession session) {
        return new ReusableRefreshTokenExecutor(session);
    }

    @Override
    public boolean actsOn(ClientPolicyEvent event) {
        return event == ReusableRefreshTokenExecutor.EVENT;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
