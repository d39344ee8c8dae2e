package io.github.apiauth.keycloak.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;

/**
 * Refresh tokens of generated sessions: a real one with another session and user, signed with the realm's own key (Keycloak 26.7's
 * {@code GeneratedHmacKeyProvider}, HS512), because logging in a million users would take days.
 */
final class RefreshTokens {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALGORITHM = "HmacSHA512";

    private final String header;
    private final ObjectNode claims;
    private final SecretKeySpec key;

    RefreshTokens(String real, DataSource database) {
        String[] parts = real.split("\\.", -1);
        header = parts[0];
        claims = decode(parts[1]);
        key = key(decode(header).path("kid").asText(), database);
    }

    /** The session of the real one. */
    String session() {
        return claims.path("sid").asText();
    }

    /** The token of this session. */
    String of(String session, String user) {
        ObjectNode other =
                claims.deepCopy().put("sid", session).put("sub", user).put("jti", session);
        String signed = header + "." + encode(other.toString().getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return signed + "." + encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SecretKeySpec key(String id, DataSource database) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        SELECT secret.value FROM component_config kid
                        JOIN component_config secret ON secret.component_id = kid.component_id AND secret.name = 'secret'
                        WHERE kid.name = 'kid' AND kid.value = ?""")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new SecretKeySpec(Base64.getUrlDecoder().decode(row.getString(1)), ALGORITHM);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static ObjectNode decode(String part) {
        try {
            return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
