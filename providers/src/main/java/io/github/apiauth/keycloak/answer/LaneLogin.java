package io.github.apiauth.keycloak.answer;

import io.github.apiauth.keycloak.lane.LaneLogins;
import jakarta.ws.rs.core.Response;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCProviderConfig;
import org.keycloak.protocol.oidc.utils.OIDCRedirectUriBuilder;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Keycloak's OpenID Connect protocol, for logins that began on the API lane: the login's event says so, and the implicit grant's answer names the granted scope (RFC 6749 §4.2.2), which Keycloak's own
 * (26.7.0) never does.
 */
final class LaneLogin extends OIDCLoginProtocol {

    LaneLogin(OIDCProviderConfig config) {
        super(config);
    }

    /** Keycloak's place for extensions that add to the answer of a successful login. */
    @Override
    public Response buildRedirectUri(
            OIDCRedirectUriBuilder redirectUri,
            AuthenticationSessionModel login,
            UserSessionModel userSession,
            ClientSessionContext clientSession) {
        if (LaneLogins.isOne(login)) {
            LaneLogins.describe(event, login);
            GrantedToken issued = GrantedToken.of(session);
            if (issued != null) {
                redirectUri.addParam(OAuth2Constants.SCOPE, issued.scope());
            }
        }
        return super.buildRedirectUri(redirectUri, login, userSession, clientSession);
    }
}
