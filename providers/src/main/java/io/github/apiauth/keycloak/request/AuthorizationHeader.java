package io.github.apiauth.keycloak.request;

import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The header {@code Authorization}, of which a request has one at most. */
public final class AuthorizationHeader {

    private static final String BASIC = "Basic ";

    private AuthorizationHeader() {}

    /** Whether this header, if it is there, holds Basic credentials (RFC 7617), whatever they say. */
    public static boolean isBasic(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BASIC, 0, BASIC.length());
    }

    /**
     * Refuses a second one: of two, Keycloak's authenticators read the first, and others the last or both as one (RFC 9110 §5.3:
     * a sender "MUST NOT generate multiple header field lines with the same name" where it is no list).
     *
     * @throws InvalidRequestException 400 if there are more
     */
    public static void requireAtMostOne(HttpHeaders headers) throws InvalidRequestException {
        if (headers.getRequestHeader(HttpHeaders.AUTHORIZATION).size() > 1) {
            throw InvalidRequestException.because("The Authorization header is sent more than once: send one");
        }
    }
}
