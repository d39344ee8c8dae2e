package io.github.apiauth.keycloak.answer;

import io.github.apiauth.keycloak.lane.LaneLogins;
import io.github.apiauth.keycloak.lane.LaneRequest;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;

/**
 * Orders the scopes of an access token before it is signed, and notes what {@link AnswerFilter} says of it. Requests outside
 * the API lane keep Keycloak's order.
 */
final class GrantedTokenProcessor implements TokenPostProcessor {

    private final KeycloakSession session;

    GrantedTokenProcessor(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void process(TokenPostProcessorContext context) {
        AccessToken token = context.accessToken();
        if (token != null && (LaneRequest.of(session) != null || LaneLogins.isServedBy(session))) {
            String asked = context.clientSessionCtx().getClientSession().getNote(OAuth2Constants.SCOPE);
            token.setScope(GrantedToken.inOrderOf(asked, token.getScope()));
            new GrantedToken(token.getScope(), token.getExp() - token.getIat()).noteIn(session);
        }
    }
}
