package io.github.apiauth.keycloak.oldtoken;

import java.util.Map;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.util.DefaultClientSessionContext;

/**
 * The session that a reusable token has begun, for its next use: else each use would leave a session behind. All nodes
 * remember it; if they forget, the next use begins another.
 */
final class RememberedSession {

    private static final String SESSION = "session";

    private RememberedSession() {}

    /** That of a token, if it runs and is still one of the token's client for this user. */
    static Optional<ClientSessionContext> of(KeycloakSession session, PresentedToken token, UserModel owner) {
        RealmModel realm = session.getContext().getRealm();
        Map<String, String> remembered = session.singleUseObjects().get(key(session, token));
        UserSessionModel running =
                remembered == null ? null : session.sessions().getUserSession(realm, remembered.get(SESSION));
        if (running == null
                || !AuthenticationManager.isSessionValid(realm, running)
                || !running.getUser().getId().equals(owner.getId())) {
            return Optional.empty();
        }
        ClientModel client = token.old().client();
        AuthenticatedClientSessionModel ofClient = running.getAuthenticatedClientSessionByClient(client.getId());
        return ofClient == null || !AuthenticationManager.isClientSessionValid(realm, client, running, ofClient)
                ? Optional.empty()
                : Optional.of(DefaultClientSessionContext.fromClientSessionAndScopeParameter(
                        ofClient, token.old().scope(), session));
    }

    /** Remembers the session that a token has begun, for as long as the token can come again. */
    static void put(KeycloakSession session, PresentedToken token, UserSessionModel begun) {
        session.singleUseObjects()
                .put(
                        key(session, token),
                        token.old().expires() - Time.currentTimeSeconds() + 1,
                        Map.of(SESSION, begun.getId()));
    }

    private static String key(KeycloakSession session, PresentedToken token) {
        return "old-token:" + session.getContext().getRealm().getId() + ':' + token.id();
    }
}
