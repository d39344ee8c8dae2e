package io.github.apiauth.keycloak.oldtoken;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.RefreshTokenGrantTypeFactory;

/** Takes the place of Keycloak's {@link RefreshTokenGrantTypeFactory} (26.7.0) by its higher {@link #order()}. */
public class OldRefreshTokenGrantFactory extends RefreshTokenGrantTypeFactory implements ListedWithVersion {

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new OldRefreshTokenGrant();
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
