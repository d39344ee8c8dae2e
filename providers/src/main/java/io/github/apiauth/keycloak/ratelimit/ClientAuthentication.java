package io.github.apiauth.keycloak.ratelimit;

import jakarta.ws.rs.HttpMethod;
import java.util.Set;
import org.keycloak.http.HttpRequest;

/**
 * Which requests authenticate a client, on either lane, and so count.
 *
 * <p>What is listed here is what does not: a path that is not exactly one of these counts, however it is written. Keycloak
 * (26.7.0) authenticates clients at {@code token}, {@code token/introspect}, {@code revoke}, {@code logout} (with a refresh
 * token), {@code auth/device}, {@code ext/par/request} and {@code ext/ciba/auth}, always with a POST.
 */
public final class ClientAuthentication {

    private static final String REALMS = "realms/";
    private static final String OIDC = "protocol/openid-connect/";

    /** For browsers and users; for an authentication device, which has a token of its own; and for an identity provider. */
    private static final Set<String> NONE = Set.of(
            OIDC + "auth",
            OIDC + "registrations",
            OIDC + "forgot-credentials",
            OIDC + "userinfo",
            OIDC + "logout/logout-confirm",
            OIDC + "logout/backchannel-logout",
            OIDC + "ext/ciba/auth/callback");

    private static final String EXTENSIONS = OIDC + "ext/";
    /** Keycloak's own extensions. What others do is their business. */
    private static final Set<String> KNOWN_EXTENSIONS = Set.of("par", "ciba");

    private ClientAuthentication() {}

    /** Whether Keycloak authenticates a client at this request, which is one of the lanes'. */
    public static boolean takesPlaceAt(HttpRequest request) {
        return request.getHttpMethod().equals(HttpMethod.POST)
                && takesPlaceAt(request.getUri().getPath());
    }

    /** Whether it does at a POST to this path, without Keycloak's relative path. */
    static boolean takesPlaceAt(String fullPath) {
        String path = pathInRealm(fullPath);
        return !NONE.contains(path) && !isOfAnotherExtension(path);
    }

    /** Without the slashes at the end that RESTEasy overlooks; it has taken matrix parameters out and decoded the rest. */
    private static String pathInRealm(String path) {
        int start = path.indexOf('/', path.indexOf(REALMS) + REALMS.length()) + 1;
        int end = path.length();
        while (end > start && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(start, end);
    }

    private static boolean isOfAnotherExtension(String path) {
        if (!path.startsWith(EXTENSIONS)) {
            return false;
        }
        int end = path.indexOf('/', EXTENSIONS.length());
        return !KNOWN_EXTENSIONS.contains(path.substring(EXTENSIONS.length(), end < 0 ? path.length() : end));
    }
}
