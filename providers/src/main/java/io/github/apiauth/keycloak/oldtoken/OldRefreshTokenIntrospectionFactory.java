package io.github.apiauth.keycloak.oldtoken;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/** Takes the place of Keycloak's {@link RefreshTokenIntrospectionProviderFactory} (26.7.0) by its higher {@link #order()}. */
public class OldRefreshTokenIntrospectionFactory extends RefreshTokenIntrospectionProviderFactory
        implements ListedWithVersion {

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new OldRefreshTokenIntrospection(session);
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
