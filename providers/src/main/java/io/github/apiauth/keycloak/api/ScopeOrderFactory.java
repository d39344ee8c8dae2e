package io.github.apiauth.keycloak.api;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Lets Keycloak call {@link ScopeOrder} before it signs a token. */
public final class ScopeOrderFactory implements TokenPostProcessorFactory {

    @Override
    public String getId() {
        return "scope-order";
    }

    @Override
    public TokenPostProcessor create(KeycloakSession session) {
        return new ScopeOrder(session);
    }
}
