package io.github.apiauth.keycloak.oldtokenstore;

import com.github.benmanes.caffeine.cache.Cache;
import io.github.apiauth.keycloak.oldtoken.OldToken;
import io.github.apiauth.keycloak.oldtoken.OldTokenProvider;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.crypto.JavaAlgorithm;
import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The old tokens of the session's realm in {@link OldTokenTable}. */
final class StoredTokens implements OldTokenProvider {

    private final KeycloakSession session;
    private final Cache<String, Boolean> realms;
    private final RealmModel realm;

    /** @param realms whether a realm holds any token, by its id, for as long as that is to be believed */
    StoredTokens(KeycloakSession session, Cache<String, Boolean> realms) {
        this.session = session;
        this.realms = realms;
        realm = session.getContext().getRealm();
    }

    @Override
    public Optional<OldToken> find(String token) {
        OldTokenTable table = new OldTokenTable(session);
        return realms.get(realm.getId(), table::holdsAnyOf)
                ? table.find(id(token)).filter(StoredTokens::isAlive).flatMap(this::token)
                : Optional.empty();
    }

    @Override
    public boolean consume(String token) {
        return new OldTokenTable(session).use(id(token));
    }

    private String id(String token) {
        byte[] hash = HashUtils.hash(JavaAlgorithm.SHA256, token.getBytes(StandardCharsets.UTF_8));
        return OldTokenEntity.id(realm.getId(), HexFormat.of().formatHex(hash));
    }

    private static boolean isAlive(OldTokenEntity row) {
        return row.used == null && row.expires > Time.currentTimeSeconds();
    }

    /** None where the client or the user is gone, whose rows go too. */
    private Optional<OldToken> token(OldTokenEntity row) {
        ClientModel client = session.clients().getClientById(realm, row.clientUuid);
        UserModel user = row.userId == null ? null : session.users().getUserById(realm, row.userId);
        return client == null || (row.userId != null && user == null)
                ? Optional.empty()
                : Optional.of(token(row, client, user));
    }

    private static OldToken token(OldTokenEntity row, ClientModel client, @Nullable UserModel user) {
        return new OldToken(row.kind, client, user, row.scope == null ? "" : row.scope, row.since, row.expires);
    }
}
