package io.github.apiauth.keycloak.oldtoken;

import io.github.apiauth.keycloak.lane.RealmChoice;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.crypto.JavaAlgorithm;
import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProviderFactory;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.Urls;
import org.keycloak.util.TokenUtil;

/**
 * A token of the old server that a client has presented.
 *
 * @param value as the client sent it
 * @param old what it is
 * @param owner whom it stands for: the user, or the client's service account; none where the client no longer has one
 */
record PresentedToken(String value, OldToken old, @Nullable UserModel owner) {

    private static final int DOTS_OF_JWT = 2;

    /** The token, if it is one of the old server's for the session's realm, and the realm has chosen the pack. */
    static Optional<PresentedToken> of(KeycloakSession session, String value, OldToken.Kind kind) {
        return of(session, value).filter(presented -> presented.old.kind() == kind);
    }

    /** The token of either kind. */
    static Optional<PresentedToken> of(KeycloakSession session, String value) {
        if (isKeycloaksOwn(value) || !RealmChoice.of(session).isMade()) {
            return Optional.empty();
        }
        return Optional.ofNullable(session.getProvider(OldTokenProvider.class))
                .flatMap(provider -> provider.find(value))
                .filter(old -> old.expires() > Time.currentTimeSeconds())
                .map(old -> new PresentedToken(value, old, owner(session, old)));
    }

    /** All of Keycloak's are JWTs (RFC 7519 §3), which costs nothing to see. */
    private static boolean isKeycloaksOwn(String value) {
        return value.chars().filter(c -> c == '.').count() == DOTS_OF_JWT;
    }

    private static @Nullable UserModel owner(KeycloakSession session, OldToken old) {
        return old.user() == null ? session.users().getServiceAccount(old.client()) : old.user();
    }

    /** What Keycloak would have written into it. It has no session. */
    AccessToken claims(KeycloakSession session) {
        AccessToken claims = new AccessToken();
        claims.id(id());
        claims.type(TokenUtil.TOKEN_TYPE_BEARER);
        claims.issuer(Urls.realmIssuer(
                session.getContext().getUri().getBaseUri(),
                session.getContext().getRealm().getName()));
        claims.issuedFor(old.client().getClientId());
        if (owner != null) {
            claims.subject(owner.getId());
        }
        claims.setScope(old.scope());
        claims.iat(old.since());
        claims.exp(old.expires());
        return claims;
    }

    /** What Keycloak would have written into it, if it is a refresh token. */
    RefreshToken refreshClaims(KeycloakSession session) {
        AccessToken claims = claims(session);
        RefreshToken refresh = new RefreshToken(claims, null, DefaultRefreshTokenProviderFactory.PROVIDER_ID);
        refresh.id(claims.getId());
        refresh.iat(claims.getIat());
        refresh.exp(claims.getExp());
        return refresh;
    }

    /** Its name in events and on Keycloak's list of revoked tokens, which does not lead to it. */
    String id() {
        return UUID.nameUUIDFromBytes(HashUtils.hash(JavaAlgorithm.SHA256, value.getBytes(StandardCharsets.UTF_8)))
                .toString();
    }
}
