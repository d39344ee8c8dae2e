package io.github.apiauth.keycloak.answer;

import io.github.apiauth.keycloak.lane.LaneLogins;
import io.github.apiauth.keycloak.lane.LaneRequest;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.protocol.oidc.utils.OIDCResponseType;
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
            AuthenticatedClientSessionModel login = context.clientSessionCtx().getClientSession();
            token.setScope(GrantedToken.inOrderOf(login.getNote(OAuth2Constants.SCOPE), token.getScope()));
            long lifetime = GrantedToken.lifetime(token.getIat(), token.getExp(), lifespan(login));
            new GrantedToken(token.getScope(), lifetime).noteIn(session);
        }
    }

    /** What is set for the client, or else the realm, as TokenManager (26.7.0) finds it. */
    private static long lifespan(AuthenticatedClientSessionModel login) {
        String responseType = login.getNote(OIDCLoginProtocol.RESPONSE_TYPE_PARAM);
        if (responseType != null && OIDCResponseType.parse(responseType).isImplicitFlow()) {
            return login.getRealm().getAccessTokenLifespanForImplicitFlow();
        }
        String ofClient = login.getClient().getAttribute(OIDCConfigAttributes.ACCESS_TOKEN_LIFESPAN);
        return ofClient == null || ofClient.isBlank()
                ? login.getRealm().getAccessTokenLifespan()
                : Long.parseLong(ofClient);
    }
}
