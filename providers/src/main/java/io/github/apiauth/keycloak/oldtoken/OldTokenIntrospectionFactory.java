package io.github.apiauth.keycloak.oldtoken;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/** Takes the place of Keycloak's {@link AccessTokenIntrospectionProviderFactory} (26.7.0) by its higher {@link #order()}. */
public class OldTokenIntrospectionFactory extends AccessTokenIntrospectionProviderFactory implements ListedWithVersion {

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new OldTokenIntrospection(session);
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
