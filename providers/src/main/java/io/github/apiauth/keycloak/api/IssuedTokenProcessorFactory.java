package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Lets Keycloak call {@link IssuedTokenProcessor} before it signs a token. */
public final class IssuedTokenProcessorFactory implements TokenPostProcessorFactory, ListedWithVersion {

    @Override
    public String getId() {
        return "api-lane";
    }

    @Override
    public TokenPostProcessor create(KeycloakSession session) {
        return new IssuedTokenProcessor(session);
    }
}
