package io.github.apiauth.keycloak.oldtoken;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.common.VerificationException;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

/**
 * Keycloak's manager of tokens for one refresh, which verifies a refresh token of the old server too: it begins the session that the
 * old token stands for, if an earlier use has not, and answers with a refresh token of that session, as if Keycloak had issued it now. Whether
 * the token can be used once or again is Keycloak's question, {@link #validateTokenReuse}, which it asks last
 * ({@code AbstractRefreshTokenProvider}, 26.7.0) and not for clients with reusable refresh tokens.
 */
final class OldTokenManager extends TokenManager {

    private @Nullable PresentedToken taken;
    private @Nullable UserSessionModel begun;

    /** Whether a token of the old server was presented, and its session begun. */
    boolean hasTakenOldToken() {
        return taken != null;
    }

    @Override
    public RefreshToken verifyRefreshToken(
            KeycloakSession session,
            RealmModel realm,
            ClientModel client,
            HttpRequest request,
            String value,
            boolean checkExpiration)
            throws OAuthErrorException {
        Optional<PresentedToken> old = PresentedToken.of(session, value, OldToken.Kind.REFRESH);
        return old.isEmpty()
                ? super.verifyRefreshToken(session, realm, client, request, value, checkExpiration)
                : take(session, realm, client, old.get());
    }

    private RefreshToken take(KeycloakSession session, RealmModel realm, ClientModel client, PresentedToken presented)
            throws OAuthErrorException {
        if (!client.getId().equals(presented.old().client().getId())) {
            throw refused("Invalid refresh token. Token client and authorized client don't match");
        }
        UserModel owner = presented.owner();
        if (owner == null) {
            throw refused("Unknown user");
        }
        RefreshToken token = presented.refreshClaims(session);
        if (!isAlive(session, realm, client, owner, token)) {
            throw refused("Stale token");
        }
        taken = presented;
        return refreshToken(
                realm,
                token,
                RememberedSession.of(session, presented, owner).orElseGet(() -> begin(session, presented, owner)));
    }

    private ClientSessionContext begin(KeycloakSession session, PresentedToken presented, UserModel owner) {
        ClientSessionContext context = OldTokenSession.begin(session, presented.old(), owner);
        begun = context.getClientSession().getUserSession();
        return context;
    }

    /** To be called when the refresh has succeeded: a token that is not used up is going to come again. */
    void conclude(KeycloakSession session) {
        if (taken != null && begun != null) {
            RememberedSession.put(session, taken, begun);
        }
    }

    /** By the time of issue, which {@link #refreshToken} changes, and Keycloak's list of revoked tokens. */
    private static boolean isAlive(
            KeycloakSession session, RealmModel realm, ClientModel client, UserModel owner, RefreshToken token) {
        try {
            return NotBeforeCheck.forModel(realm).test(token)
                    && NotBeforeCheck.forModel(client).test(token)
                    && NotBeforeCheck.forModel(session, realm, owner).test(token)
                    && new TokenRevocationCheck(session).test(token);
        } catch (VerificationException dead) {
            return false;
        }
    }

    /** As old as the session: Keycloak refuses older ones. */
    private static RefreshToken refreshToken(RealmModel realm, RefreshToken token, ClientSessionContext begun) {
        token.setSessionId(begun.getClientSession().getUserSession().getId());
        token.setScope(begun.getScopeString(true));
        token.issuedNow();
        if (realm.isRevokeRefreshToken()) { // as AccessTokenResponseBuilder.generateRefreshToken (26.7.0)
            token.getOtherClaims().put(Constants.REUSE_ID, KeycloakModelUtils.generateId());
        }
        return token;
    }

    @Override
    public void validateTokenReuse(
            KeycloakSession session,
            RealmModel realm,
            AccessToken token,
            AuthenticatedClientSessionModel clientSession,
            boolean refreshing)
            throws OAuthErrorException {
        if (taken != null) {
            if (!session.getProvider(OldTokenProvider.class).consume(taken.value())) {
                throw refused("Maximum allowed refresh token reuse exceeded");
            }
            begun = null;
        }
        super.validateTokenReuse(session, realm, token, clientSession, refreshing);
    }

    private static OAuthErrorException refused(String why) {
        return new OAuthErrorException(OAuthErrorException.INVALID_GRANT, why, why);
    }
}
