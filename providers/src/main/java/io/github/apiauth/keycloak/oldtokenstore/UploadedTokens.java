package io.github.apiauth.keycloak.oldtokenstore;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.oldtoken.OldToken;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Reads the tokens that an administrator hands over. */
final class UploadedTokens {

    private static final String HASH = "hash";
    private static final String KIND = "kind";
    private static final String CLIENT = "client";
    private static final String USERNAME = "username";
    private static final String SCOPE = "scope";
    private static final String EXPIRES = "expires";

    /** One that is not known may be a misspelt {@code username}, without which a token is the client's own. */
    private static final Set<String> MEMBERS = Set.of(HASH, KIND, CLIENT, USERNAME, SCOPE, EXPIRES);

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    /** RFC 6749 §3.3, in the length of the column. */
    private static final Pattern SCOPE_TEXT = Pattern.compile("[ -~]{0,2000}");

    private final KeycloakSession session;
    private final RealmModel realm;

    UploadedTokens(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** The row that a token is to have, but for when it came. */
    OldTokenEntity read(JsonNode token) throws RefusedTokenException {
        requireKnownMembers(token);
        ClientModel client = client(text(token, CLIENT));
        OldTokenEntity row = new OldTokenEntity();
        row.id = OldTokenEntity.id(realm.getId(), hash(text(token, HASH)));
        row.realmId = realm.getId();
        row.kind = kind(text(token, KIND));
        row.clientUuid = client.getId();
        row.userId = userId(client, text(token, USERNAME));
        row.scope = scope(text(token, SCOPE));
        row.expires = expires(token.path(EXPIRES));
        return row;
    }

    private static void requireKnownMembers(JsonNode token) throws RefusedTokenException {
        if (!token.isObject()) {
            throw new RefusedTokenException("It must be a JSON object");
        }
        for (Iterator<String> names = token.fieldNames(); names.hasNext(); ) {
            if (!MEMBERS.contains(names.next())) {
                throw new RefusedTokenException("It has a member that is not known: it may have hash, kind, client,"
                        + " username, scope and expires");
            }
        }
    }

    private static @Nullable String text(JsonNode token, String name) throws RefusedTokenException {
        JsonNode value = token.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new RefusedTokenException("'" + name + "' must be a string");
        }
        if (value.textValue().codePoints().anyMatch(UploadedTokens::isNoText)) {
            throw new RefusedTokenException("'" + name + "' holds a character that is not allowed");
        }
        return value.textValue();
    }

    /** Control characters and halves of surrogate pairs, some of which databases fail at. */
    private static boolean isNoText(int c) {
        return Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static String hash(@Nullable String hash) throws RefusedTokenException {
        if (hash == null || !SHA256.matcher(hash).matches()) {
            throw new RefusedTokenException("'hash' must be the SHA-256 of the token, 64 hexadecimal digits");
        }
        return hash.toLowerCase(Locale.ROOT);
    }

    private static OldToken.Kind kind(@Nullable String name) throws RefusedTokenException {
        for (OldToken.Kind kind : OldToken.Kind.values()) {
            if (LegacyTokensResource.name(kind).equals(name)) {
                return kind;
            }
        }
        throw new RefusedTokenException("'kind' must be 'refresh' or 'access'");
    }

    private ClientModel client(@Nullable String clientId) throws RefusedTokenException {
        ClientModel client = clientId == null ? null : session.clients().getClientByClientId(realm, clientId);
        if (client == null) {
            throw new RefusedTokenException("The realm has no client with the id in 'client': create it first");
        }
        return client;
    }

    private @Nullable String userId(ClientModel client, @Nullable String username) throws RefusedTokenException {
        if (username == null) {
            if (session.users().getServiceAccount(client) == null) {
                throw new RefusedTokenException("Without 'username' it is the client's own token, but the client has no"
                        + " service account: switch on its service account, or name the user");
            }
            return null;
        }
        UserModel user = session.users().getUserByUsername(realm, username);
        if (user == null) {
            throw new RefusedTokenException("The realm has no user with the name in 'username': create it first");
        }
        return user.getId();
    }

    private static @Nullable String scope(@Nullable String scope) throws RefusedTokenException {
        if (scope != null && !SCOPE_TEXT.matcher(scope).matches()) {
            throw new RefusedTokenException("'scope' must have at most 2000 characters, and none outside of ASCII");
        }
        return scope == null || scope.isBlank() ? null : scope.trim();
    }

    private static long expires(JsonNode expires) throws RefusedTokenException {
        if (!expires.isIntegralNumber() || !expires.canConvertToLong()) {
            throw new RefusedTokenException("'expires' must be a number: seconds since 1970");
        }
        if (expires.longValue() <= Time.currentTimeSeconds()) {
            throw new RefusedTokenException("It has expired: leave it out");
        }
        return expires.longValue();
    }
}
