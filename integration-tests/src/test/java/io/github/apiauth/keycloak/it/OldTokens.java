package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Confidential;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tokens as the old server issued them, and how they come into a realm. */
final class OldTokens {

    private static final ObjectMapper JSON = new ObjectMapper();

    private OldTokens() {}

    /** Forty hexadecimal digits, as oauth2-server-php makes them. */
    static String random() {
        String token =
                (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "").substring(0, 40);
        Confidential.note("refresh_token", token);
        Confidential.note("refresh_token", hash(token));
        return token;
    }

    /** A user's refresh token that lives for a day. */
    static Map<String, Object> refresh(String token, String client, String username, String scope) {
        Map<String, Object> stored = ofClient(token, client, scope);
        stored.put("username", username);
        return stored;
    }

    /** A client's own refresh token that lives for a day. */
    static Map<String, Object> ofClient(String token, String client, String scope) {
        return new HashMap<>(Map.of(
                "hash",
                hash(token),
                "kind",
                "refresh",
                "client",
                client,
                "scope",
                scope,
                "expires",
                Instant.now().plusSeconds(86_400).getEpochSecond()));
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Stores a token, which must be accepted. */
    static void store(AdminApi admin, String realm, Map<String, ?> token) {
        Answer answer = send(admin, realm, List.of(token));
        assertThat(answer.body()).isEqualTo("{\"stored\":1,\"refused\":[]}");
    }

    /** Sends tokens. */
    static Answer send(AdminApi admin, String realm, List<?> tokens) {
        try {
            return admin.post(path(realm), JSON.writeValueAsString(tokens));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Where a realm's old tokens are, below {@code /admin}. */
    static String path(String realm) {
        return "/realms/" + realm + "/legacy-tokens";
    }
}
