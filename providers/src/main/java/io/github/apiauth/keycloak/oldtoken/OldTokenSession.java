package io.github.apiauth.keycloak.oldtoken;

import org.keycloak.common.constants.ServiceAccountConstants;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.services.managers.UserSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The session that a refresh token of the old server stands for, begun as Keycloak (26.7.0) begins one without a login page:
 * {@code ClientCredentialsGrantType} for a client itself, {@code ResourceOwnerPasswordCredentialsGrantType} for a user.
 */
final class OldTokenSession {

    private OldTokenSession() {}

    /** Begins a session of the token's client for this user, with the token's scope. */
    static ClientSessionContext begin(KeycloakSession session, OldToken old, UserModel user) {
        RealmModel realm = session.getContext().getRealm();
        AuthenticationSessionModel login = new AuthenticationSessionManager(session)
                .createAuthenticationSession(realm, false)
                .createAuthenticationSession(old.client());
        login.setAuthenticatedUser(user);
        login.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        login.setClientNote(
                OIDCLoginProtocol.ISSUER,
                Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName()));
        login.setClientNote(OIDCLoginProtocol.SCOPE_PARAM, old.scope());

        boolean service = user.getServiceAccountClientLink() != null;
        String address = session.getContext().getConnection().getRemoteHost();
        UserSessionModel userSession = new UserSessionManager(session)
                .createUserSession(
                        login.getParentSession().getId(),
                        realm,
                        user,
                        user.getUsername(),
                        address,
                        service ? ServiceAccountConstants.CLIENT_AUTH : OIDCLoginProtocol.LOGIN_PROTOCOL,
                        false,
                        null,
                        null,
                        SessionPersistenceState.PERSISTENT);
        AuthenticationManager.setClientScopesInSession(session, login);
        ClientSessionContext begun = TokenManager.attachAuthenticationSession(session, userSession, login);
        if (service) { // of which mappers make claims
            userSession.setNote(
                    ServiceAccountConstants.CLIENT_ID_SESSION_NOTE, old.client().getClientId());
            userSession.setNote(ServiceAccountConstants.CLIENT_ID, old.client().getClientId());
            userSession.setNote(ServiceAccountConstants.CLIENT_HOST, address);
            userSession.setNote(ServiceAccountConstants.CLIENT_ADDRESS, address);
        }
        return begun;
    }
}
