package io.github.apiauth.keycloak.legacyapi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An access token that was issued, and what came with it (RFC 6749 §5.1).
 *
 * @param grantType the {@code grant_type} that it was issued for
 * @param accessToken the token
 * @param tokenType {@code Bearer} (RFC 6750), or {@code DPoP} (RFC 9449)
 * @param expiresIn its lifetime in seconds
 * @param refreshToken none where the client or the grant gets none
 * @param scope those that were granted, separated by blanks: first those that were asked for, in that order
 * @param idToken only where the scope {@code openid} was granted
 * @param more what an extension or a mapper of an administrator adds, such as {@code issued_token_type} (RFC 8693 §2.2.1): anything
 *     that Jackson writes
 */
public record IssuedToken(
        String grantType,
        String accessToken,
        String tokenType,
        long expiresIn,
        @Nullable String refreshToken,
        String scope,
        @Nullable String idToken,
        Map<String, Object> more) {

    /** Copies what it is given. */
    public IssuedToken {
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }
}
