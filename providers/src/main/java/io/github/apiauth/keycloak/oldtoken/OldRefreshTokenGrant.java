package io.github.apiauth.keycloak.oldtoken;

import io.github.apiauth.keycloak.lane.RealmChoice;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.RefreshTokenGrantType;

/**
 * Keycloak's refresh (RFC 6749 §6), which also takes refresh tokens of the old server: for such a token it is given a refresh token of
 * a session that has just begun ({@link OldTokenManager}), and everything after that is Keycloak's own code, with its policies,
 * its events and its answer.
 */
final class OldRefreshTokenGrant extends RefreshTokenGrantType {

    /**
     * A refused refresh must leave neither the session nor a token that is used up. Keycloak (26.7.0) commits where a grant throws
     * a {@code CorsErrorResponseException}: it is answered without {@code KeycloakErrorHandler}.
     */
    @Override
    public Response process(Context context) {
        KeycloakSession session = context.getSession();
        if (!RealmChoice.of(session).isMade()) {
            return super.process(context);
        }
        OldTokenManager manager = new OldTokenManager();
        try {
            Response answer = super.process(new Context(
                    session,
                    context.getClientConfig(),
                    context.getClientAuthAttributes(),
                    context.getFormParams(),
                    context.getEvent(),
                    context.getCors(),
                    manager));
            manager.conclude(session);
            return answer;
        } catch (RuntimeException refused) {
            if (manager.hasTakenOldToken()) {
                session.getTransactionManager().setRollbackOnly();
            }
            throw refused;
        }
    }
}
