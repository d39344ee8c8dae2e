package io.github.apiauth.keycloak.ratelimit.asking;

import io.github.apiauth.keycloak.intake.RealmPath;
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

    private static final String OIDC = "/protocol/openid-connect/";

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
    private static final Set<String> KNOWN_EXTENSIONS = Set.of(EXTENSIONS + "par", EXTENSIONS + "ciba");

    private ClientAuthentication() {}

    /** Whether Keycloak authenticates a client at this request, which is one of the lanes'. */
    public static boolean takesPlaceAt(HttpRequest request) {
        return request.getHttpMethod().equals(HttpMethod.POST)
                && takesPlaceAt(RealmPath.within(request.getUri().getPath()));
    }

    /**
     * Whether it does at a POST to this path.
     *
     * @param path what follows {@code /realms/{realm}}, where RESTEasy has taken matrix parameters out and decoded the rest
     */
    static boolean takesPlaceAt(String path) {
        return !NONE.contains(RealmPath.withoutSlashesAtEnd(path)) && !isOfAnotherExtension(path);
    }

    private static boolean isOfAnotherExtension(String path) {
        return path.startsWith(EXTENSIONS)
                && KNOWN_EXTENSIONS.stream().noneMatch(known -> RealmPath.isBelow(known, path));
    }
}
