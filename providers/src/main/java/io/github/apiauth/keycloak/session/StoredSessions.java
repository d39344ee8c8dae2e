package io.github.apiauth.keycloak.session;

import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.models.jpa.session.JpaUserSessionPersisterProvider;
import org.keycloak.models.sessions.infinispan.UserSessionAdapter;

/**
 * The sessions in Keycloak's database, where it is not asked for one that cannot be there.
 *
 * <p>A client-credentials token without a refresh token lives in a session that ends with the request. Keycloak (26.7.0) looks for
 * the client's part of it in the database all the same ({@code TokenManager.attachAuthenticationSession}), with each token.
 */
final class StoredSessions extends JpaUserSessionPersisterProvider {

    StoredSessions(KeycloakSession session, EntityManager entities, int expirationBatch) {
        super(session, entities, expirationBatch);
    }

    @Override
    public @Nullable AuthenticatedClientSessionModel loadClientSession(
            RealmModel realm, ClientModel client, UserSessionModel userSession, boolean offline) {
        return isNew(userSession) ? null : super.loadClientSession(realm, client, userSession, offline);
    }

    /**
     * Some transient sessions stand for a stored one, and have its id ({@code UserSessionUtil.createTransientUserSession}); and
     * who writes to the database asks with a session that knows nothing but its id ({@code JpaChangesPerformer}).
     */
    private static boolean isNew(UserSessionModel session) {
        return session instanceof UserSessionAdapter<?> known
                && known.getPersistenceState() == SessionPersistenceState.TRANSIENT
                && known.getNote(Constants.CREATED_FROM_PERSISTENT) == null;
    }
}
