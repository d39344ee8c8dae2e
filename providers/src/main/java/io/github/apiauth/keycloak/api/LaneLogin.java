package io.github.apiauth.keycloak.api;

import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCProviderConfig;
import org.keycloak.protocol.oidc.utils.OIDCRedirectUriBuilder;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Keycloak's OpenID Connect protocol, which remembers through the login pages that a login began on the API lane. Then the
 * login's event says so, and the implicit grant's answer names the granted scope (RFC 6749 §4.2.2), which Keycloak's own
 * (26.7.0) never does.
 */
final class LaneLogin extends OIDCLoginProtocol {

    /** The detail of events, and the note of a login, that says on which lane it began. */
    static final String LANE = "lane";

    /** Its value on the API lane. */
    static final String API = "api";

    LaneLogin(OIDCProviderConfig config) {
        super(config);
    }

    /** Notes that the login began on the API lane. */
    static void begin(AuthenticationSessionModel login) {
        login.setClientNote(LANE, API);
    }

    /** Whether the session serves a login that began on the API lane. */
    static boolean isFor(KeycloakSession session) {
        return isOnLane(session.getContext().getAuthenticationSession());
    }

    private static boolean isOnLane(@Nullable AuthenticationSessionModel login) {
        return login != null && API.equals(login.getClientNote(LANE));
    }

    /** Keycloak's place for extensions that add to the answer of a successful login. */
    @Override
    public Response buildRedirectUri(
            OIDCRedirectUriBuilder redirectUri,
            AuthenticationSessionModel login,
            UserSessionModel userSession,
            ClientSessionContext clientSession) {
        if (isOnLane(login)) {
            event.detail(LANE, API);
            IssuedToken issued = IssuedToken.of(session);
            if (issued != null) {
                redirectUri.addParam(OAuth2Constants.SCOPE, issued.scope());
            }
        }
        return super.buildRedirectUri(redirectUri, login, userSession, clientSession);
    }
}
