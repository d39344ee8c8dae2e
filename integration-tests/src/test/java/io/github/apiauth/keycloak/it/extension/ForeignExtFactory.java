package io.github.apiauth.keycloak.it.extension;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.ext.OIDCExtProvider;
import org.keycloak.protocol.oidc.ext.OIDCExtProviderFactory;

/** Puts the endpoint below {@code /protocol/openid-connect/ext/foreign}. */
public final class ForeignExtFactory implements OIDCExtProviderFactory {

    @Override
    public OIDCExtProvider create(KeycloakSession session) {
        return new ForeignEndpoint();
    }

    @Override
    public String getId() {
        return "foreign";
    }
}
