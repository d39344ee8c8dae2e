package io.github.apiauth.keycloak.realm;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.SessionExpirationUtils;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;

/** Refresh tokens end before the access tokens that they are to renew. */
final class ShortRefreshTokens implements Trap {

    @Override
    public Stream<String> in(KeycloakSession session, RealmModel realm) {
        return Trap.ofClients(
                realm,
                ShortRefreshTokens::cannotRefresh,
                "their refresh tokens do not outlive their access tokens. Under Realm settings, Sessions, raise SSO Session"
                        + " Idle, or lower the clients' Access Token Lifespan");
    }

    private static boolean cannotRefresh(ClientModel client) {
        return getsRefreshTokens(client) && refreshTokenLifespan(client) <= accessTokenLifespan(client);
    }

    private static boolean getsRefreshTokens(ClientModel client) {
        OIDCAdvancedConfigWrapper config = OIDCAdvancedConfigWrapper.fromClientModel(client);
        boolean forUsers = client.isStandardFlowEnabled() || client.isDirectAccessGrantsEnabled();
        return (forUsers && config.isUseRefreshToken())
                || (client.isServiceAccountsEnabled() && config.isUseRefreshTokenForClientCredentialsGrant());
    }

    /** In seconds, of a session that is not an offline one. */
    private static long refreshTokenLifespan(ClientModel client) {
        RealmModel realm = client.getRealm();
        long milliseconds = LongStream.of(
                        SessionExpirationUtils.calculateClientSessionIdleTimestamp(false, false, 0, realm, client),
                        SessionExpirationUtils.calculateClientSessionMaxLifespanTimestamp(
                                false, false, 0, 0, realm, client),
                        SessionExpirationUtils.calculateUserSessionIdleTimestamp(false, false, 0, realm))
                .min()
                .orElseThrow();
        return TimeUnit.MILLISECONDS.toSeconds(milliseconds);
    }

    /** In seconds, as {@code TokenManager.getTokenExpiration} (26.7.0) has it; -1 there means as long as the session. */
    private static long accessTokenLifespan(ClientModel client) {
        String own = client.getAttribute(OIDCConfigAttributes.ACCESS_TOKEN_LIFESPAN);
        long seconds =
                own == null || own.isBlank() ? client.getRealm().getAccessTokenLifespan() : Long.parseLong(own.trim());
        return seconds == -1 ? Long.MAX_VALUE : seconds;
    }
}
