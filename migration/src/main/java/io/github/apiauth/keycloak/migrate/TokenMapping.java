package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Rows of the profile's {@code /tokens/sql} become what the pack keeps of old tokens: never the token, but its SHA-256. */
final class TokenMapping {

    /** What the SQL may give. */
    static final Set<String> FIELDS =
            Set.of("token", "token_sha256", "kind", "client", "username", "scopes", "expires");

    private static final Set<String> KINDS = Set.of("refresh", "access");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Profile.Tokens profile;
    private final Instant now;

    /** For tokens of this profile that are live at this moment. */
    TokenMapping(Profile.Tokens profile, Instant now) {
        this.profile = profile;
        this.now = now;
    }

    /**
     * The token of a row, as {@code POST /admin/realms/{realm}/legacy-tokens} takes it; nothing if it has expired.
     *
     * @throws NotMovableException if the row is incomplete
     */
    Optional<ObjectNode> token(Row row) throws NotMovableException {
        Instant expires = row.time("expires");
        if (!expires.isAfter(now)) {
            return Optional.empty();
        }
        String kind = row.word("kind").orElse("refresh").toLowerCase(Locale.ROOT);
        if (!KINDS.contains(kind)) {
            throw new NotMovableException("Its kind is unknown", "let the profile's SQL give refresh or access");
        }
        ObjectNode token = JsonNodeFactory.instance
                .objectNode()
                .put("hash", hash(row))
                .put("kind", kind)
                .put("client", row.required("client"));
        row.word("username").ifPresent(username -> token.put("username", username.toLowerCase(Locale.ROOT)));
        List<String> scopes = row.names("scopes", profile.separator()).orElse(List.of()).stream()
                .map(scope -> profile.scopes().getOrDefault(scope, scope))
                .filter(scope -> !scope.isEmpty())
                .toList();
        return Optional.of(token.put("scope", String.join(" ", scopes)).put("expires", expires.getEpochSecond()));
    }

    private static String hash(Row row) throws NotMovableException {
        Optional<String> hash = row.word("token_sha256").map(hex -> hex.toLowerCase(Locale.ROOT));
        if (hash.isEmpty()) {
            return Fingerprint.of(row.required("token"));
        }
        if (!SHA256.matcher(hash.get()).matches()) {
            throw new NotMovableException(
                    "Its token_sha256 is no SHA-256", "let the profile's SQL give 64 hexadecimal digits");
        }
        return hash.get();
    }
}
