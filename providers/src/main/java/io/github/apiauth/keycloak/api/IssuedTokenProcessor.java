package io.github.apiauth.keycloak.api;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;

/**
 * Orders the scopes of an access token before it is signed, and notes what {@link EnvelopeFilter} says of it. Requests outside
 * the API lane keep Keycloak's order.
 */
final class IssuedTokenProcessor implements TokenPostProcessor {

    private final KeycloakSession session;

    IssuedTokenProcessor(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void process(TokenPostProcessorContext context) {
        AccessToken token = context.accessToken();
        if (token != null && (LaneRequest.of(session) != null || LaneLogin.isFor(session))) {
            String asked = context.clientSessionCtx().getClientSession().getNote(OAuth2Constants.SCOPE);
            token.setScope(IssuedToken.inOrderOf(asked, token.getScope()));
            new IssuedToken(token.getScope(), token.getExp() - token.getIat()).noteIn(session);
        }
    }
}
