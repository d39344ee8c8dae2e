package io.github.apiauth.keycloak.answer;

import io.github.apiauth.keycloak.serverinfo.ListedWithVersion;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Lets Keycloak call {@link GrantedTokenProcessor} before it signs a token. */
public final class GrantedTokenProcessorFactory implements TokenPostProcessorFactory, ListedWithVersion {

    /** The provider's id. */
    public static final String PROVIDER_ID = "api-lane";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public TokenPostProcessor create(KeycloakSession session) {
        return new GrantedTokenProcessor(session);
    }
}
