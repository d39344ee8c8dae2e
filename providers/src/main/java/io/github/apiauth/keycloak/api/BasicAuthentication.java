package io.github.apiauth.keycloak.api;

import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Client authentication with HTTP Basic (RFC 7617, RFC 6749 §2.3.1). */
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
}
