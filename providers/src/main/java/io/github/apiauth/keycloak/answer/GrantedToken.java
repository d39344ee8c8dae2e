package io.github.apiauth.keycloak.answer;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * What the answer says of the access token that a request was given.
 *
 * @param scope its {@code scope} claim
 * @param lifetime in seconds, from {@code iat} to {@code exp}. Keycloak's own {@code expires_in} is the rest of it when the
 *     answer is built ({@code TokenManager}, 26.7.0), which is one second less whenever a second ends in between; clients of
 *     the legacy API are promised a constant
 */
record GrantedToken(String scope, long lifetime) {

    private static final String ATTRIBUTE = GrantedToken.class.getName();

    /** The token that the session's request on the API lane was given, if it was given one. */
    static @Nullable GrantedToken of(KeycloakSession session) {
        return session.getAttribute(ATTRIBUTE, GrantedToken.class);
    }

    void noteIn(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }

    /**
     * The lifetime of a token with these claims. Keycloak takes both at two moments, so that one of them is a second late whenever a
     * second begins in between ({@code TokenManager}, 26.7.0).
     *
     * @param lifespan the seconds that are set; a session that ends sooner makes the lifetime less
     */
    static long lifetime(long iat, long exp, long lifespan) {
        long lifetime = exp - iat;
        return lifetime == lifespan + 1 ? lifespan : lifetime;
    }

    /**
     * The granted scopes, first those that were asked for, in that order.
     *
     * <p>Keycloak collects them in a hash set ({@code DefaultClientSessionContext}, 26.7.0), so that {@code "read write"} comes
     * back as {@code "write read"} on every other server. RFC 6749 §3.3 gives the order no meaning, but clients of the legacy
     * API compare the string.
     */
    static String inOrderOf(@Nullable String asked, @Nullable String granted) {
        Set<String> given = split(granted);
        Set<String> ordered = split(asked);
        ordered.retainAll(given);
        ordered.addAll(given);
        return String.join(" ", ordered);
    }

    /** Those of the scopes that were asked for that are not among those that were granted. */
    static Set<String> beyond(@Nullable String granted, @Nullable String asked) {
        Set<String> beyond = split(asked);
        beyond.removeAll(split(granted));
        return beyond;
    }

    private static Set<String> split(@Nullable String scope) {
        Set<String> scopes = new LinkedHashSet<>();
        if (scope != null && !scope.isBlank()) {
            scopes.addAll(Arrays.asList(scope.trim().split("\\s+")));
        }
        return scopes;
    }
}
