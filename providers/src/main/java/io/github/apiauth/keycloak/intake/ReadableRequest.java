package io.github.apiauth.keycloak.intake;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Whether Keycloak can read where a request was sent. What it cannot, such as an HTTP/1.0 request without {@code Host}, makes it
 * throw somewhere on the way and answer 500 ({@code KeycloakUriInfo}, 26.7.0, by {@code UriInfoImpl}, Quarkus 3.33).
 */
final class ReadableRequest {

    private ReadableRequest() {}

    /** RFC 9112 §3.2: one Host, and RFC 9110 §4.2.1: not an empty one. Behind a proxy, what that says of both. */
    static boolean isReadable(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority != null
                && !authority.host().isEmpty()
                && request.headers().getAll(HttpHeaders.HOST).size() <= 1
                && isUri(request.absoluteURI());
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }
}
