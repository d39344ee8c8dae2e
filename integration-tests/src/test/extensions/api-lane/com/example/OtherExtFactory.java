package com.example;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.ext.OIDCExtProvider;
import org.keycloak.protocol.oidc.ext.OIDCExtProviderFactory;

/** Puts the endpoint below {@code /protocol/openid-connect/ext/other}. */
public final class OtherExtFactory implements OIDCExtProviderFactory {

    @Override
    public OIDCExtProvider create(KeycloakSession session) {
        return new OtherEndpoint();
    }

    @Override
    public String getId() {
        return "other";
    }
}
