package io.github.apiauth.keycloak.legacyapi;

import org.jspecify.annotations.Nullable;

/**
 * A request that failed.
 *
 * @param cause what kind of mistake it is
 * @param status the HTTP status by which RFC 6749 §5.2 or HTTP (RFC 9110) would have it
 * @param code the error code of RFC 6749 §5.2 or of an extension
 * @param description what is wrong, and how to mend it, in the characters that RFC 6749 §5.2 allows
 * @param endpoint where it was sent; none where there is no endpoint
 * @param grantType its {@code grant_type}, if it is a token request that has one
 */
public record Failure(
        Cause cause,
        int status,
        String code,
        String description,
        @Nullable Endpoint endpoint,
        @Nullable String grantType) {

    /** The same failure in other words. */
    public Failure withDescription(String other) {
        return new Failure(cause, status, code, other, endpoint, grantType);
    }

    /** What kind of mistake it is. */
    public enum Cause {
        /** 400: what was sent cannot be read, or breaks a rule. */
        REQUEST,
        /** 415: the body is of a type that the endpoint does not take. */
        MEDIA_TYPE,
        /** 408, 411 or 413: the body is too long, of a length that is not known, or too slow. */
        BODY,
        /** 404: there is no such path. */
        PATH,
        /** 405: the path is for other methods. {@code Allow} is set, as {@link Route#methods()} says. */
        METHOD,
        /** 401 {@code invalid_client}: the client could not be authenticated. {@code WWW-Authenticate} is set if it tried Basic. */
        CLIENT,
        /** 400 {@code unauthorized_client} or {@code unsupported_grant_type}: not for this client, or for none. */
        GRANT_TYPE,
        /** 400 {@code invalid_grant}: the password, the code or the refresh token is wrong. */
        GRANT,
        /** 400 {@code invalid_scope}. */
        SCOPE,
        /** 400 {@code redirect_uri_mismatch}: the redirect URI is not one of the client's. */
        REDIRECT_URI,
        /** 401 {@code invalid_token}: the bearer token of a resource request. {@code WWW-Authenticate} is set (RFC 6750 §3). */
        BEARER_TOKEN,
        /** 403: refused, whatever is sent. */
        ACCESS,
        /** 429: too many requests. {@code Retry-After} is set. */
        RATE_LIMIT,
        /** 503: the server takes no more at the moment. {@code Retry-After} may be set. */
        OVERLOAD,
        /** 500 and above: the server's own. */
        SERVER
    }
}
