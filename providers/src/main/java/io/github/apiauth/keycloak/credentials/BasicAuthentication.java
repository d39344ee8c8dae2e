package io.github.apiauth.keycloak.credentials;

import io.github.apiauth.keycloak.request.CurrentHeaders;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCClientSecretConfigWrapper;
import org.keycloak.util.BasicAuthHelper;

/**
 * Client authentication with HTTP Basic (RFC 7617). RFC 6749 §2.3.1 has id and secret form-encoded before, and so Keycloak reads them;
 * curl, PHP and Guzzle send them as they are, which with a {@code +} or {@code %} is something else.
 */
public final class BasicAuthentication {

    private BasicAuthentication() {}

    /**
     * Where the request's Basic credentials can be read in two ways, gives it those that Keycloak is going to confirm: as they are, if
     * only so they are right, else form-decoded. To be called after the rate limit, because it looks at the client's secret.
     */
    public static void chooseReading(KeycloakSession session) {
        String authorization = header(session);
        String[] plain = authorization == null ? null : BasicAuthHelper.parseHeader(authorization);
        if (plain == null || (isOneReading(plain[0]) && isOneReading(plain[1]))) {
            return;
        }
        String[] decoded = decoded(plain);
        // Both are tried, whatever the first says: the time does not tell which was right.
        boolean isPlain = isRight(session, plain);
        boolean isDecoded = decoded != null && isRight(session, decoded);
        if (decoded == null || (isPlain && !isDecoded)) {
            CurrentHeaders.set(HttpHeaders.AUTHORIZATION, BasicAuthHelper.RFC6749.createHeader(plain[0], plain[1]));
        }
    }

    /** The client that the session's request names in Basic, after {@link #chooseReading}. */
    public static @Nullable String clientId(KeycloakSession session) {
        String authorization = header(session);
        String[] credentials = authorization == null ? null : BasicAuthHelper.RFC6749.parseHeader(authorization);
        return credentials == null ? null : credentials[0];
    }

    private static @Nullable String header(KeycloakSession session) {
        return session.getContext()
                .getHttpRequest()
                .getHttpHeaders()
                .getRequestHeaders()
                .getFirst(HttpHeaders.AUTHORIZATION);
    }

    /** Whether these credentials are the header's, in either reading. */
    public static boolean isSame(String authorization, @Nullable String id, String secret) {
        String[] plain = BasicAuthHelper.parseHeader(authorization);
        if (plain == null) {
            return false;
        }
        String[] decoded = decoded(plain);
        return isSame(plain, id, secret) || (decoded != null && isSame(decoded, id, secret));
    }

    private static boolean isSame(String[] credentials, @Nullable String id, String secret) {
        return (id == null || credentials[0].equals(id)) && credentials[1].equals(secret);
    }

    private static boolean isOneReading(String text) {
        return text.indexOf('+') < 0 && text.indexOf('%') < 0;
    }

    private static String @Nullable [] decoded(String[] plain) {
        try {
            return new String[] {
                URLDecoder.decode(plain[0], StandardCharsets.UTF_8), URLDecoder.decode(plain[1], StandardCharsets.UTF_8)
            };
        } catch (IllegalArgumentException notEncoded) {
            return null;
        }
    }

    /** As {@code ClientIdAndSecretAuthenticator} (26.7.0) is going to say. */
    private static boolean isRight(KeycloakSession session, String[] credentials) {
        ClientModel client =
                session.clients().getClientByClientId(session.getContext().getRealm(), credentials[0]);
        if (client == null) {
            return false;
        }
        if (client.isPublicClient()) {
            return true; // its secret is not asked for
        }
        if (client.getSecret() == null) {
            return false;
        }
        OIDCClientSecretConfigWrapper secrets = OIDCClientSecretConfigWrapper.fromClientModel(client);
        boolean current = secrets.validateSecret(session, credentials[1]);
        boolean rotated = secrets.validateRotatedSecret(session, credentials[1]);
        return current || rotated;
    }
}
