package io.github.apiauth.keycloak.answer;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProviderFactory;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;

/** Lets Keycloak ask {@link BroaderScopeRefusal} before all other providers. */
public final class BroaderScopeRefusalFactory extends DefaultRefreshTokenProviderFactory implements ListedWithVersion {

    /** The provider's id. */
    public static final String PROVIDER_ID = "api-lane-scope";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    /** Keycloak asks the highest first. */
    @Override
    public int order() {
        return 100;
    }

    @Override
    public RefreshTokenProvider create(KeycloakSession session) {
        return new BroaderScopeRefusal(session);
    }
}
