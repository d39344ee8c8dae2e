package io.github.apiauth.keycloak.api;

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
final class BasicAuthentication {

    private static final String SCHEME = "Basic ";

    private BasicAuthentication() {}

    /** Whether the request came with Basic credentials, whatever they hold. */
    static boolean isTried(HttpHeaders headers) {
        return isTried(headers.getHeaderString(HttpHeaders.AUTHORIZATION));
    }

    /** Whether this {@code Authorization} header holds Basic credentials. */
    static boolean isTried(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** The {@code WWW-Authenticate} header that names the realm. */
    static String challenge(String realm) {
        return "Basic realm=\"" + realm + '"';
    }

    /**
     * Where the request's Basic credentials can be read in two ways, gives it those that Keycloak is going to confirm: as they are, if
     * only so they are right, else form-decoded. To be called after the rate limit, because it looks at the client's secret.
     */
    static void chooseReading(KeycloakSession session) {
        String authorization = session.getContext()
                .getHttpRequest()
                .getHttpHeaders()
                .getRequestHeaders()
                .getFirst(HttpHeaders.AUTHORIZATION);
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
