package io.github.apiauth.keycloak.legacyapi;

import java.util.List;
import java.util.Set;

/**
 * Where an endpoint is, and what may be sent there.
 *
 * @param path below the contract's {@link Contract#base()}, without a slash at either end: {@code oauth/token}
 * @param methods those that are answered, in the order in which {@code Allow} names them with a 405 (RFC 9110 §15.5.6). Keycloak
 *     decides what they do: {@code POST} for {@code TOKEN}, {@code REVOKE} and {@code INTROSPECT}, {@code GET} and {@code POST} for
 *     {@code AUTHORIZE}, {@code GET} for {@code PLUGINS}, and {@code OPTIONS} for the CORS preflight
 * @param formats what a body may be. Anything else is a {@link Failure.Cause#MEDIA_TYPE}
 * @param pages whether Keycloak's error pages stay pages, for {@code AUTHORIZE}; else the contract answers them as any failure
 */
public record Route(String path, List<String> methods, Set<BodyFormat> formats, boolean pages) {

    /** Copies what it is given. */
    public Route {
        methods = List.copyOf(methods);
        formats = Set.copyOf(formats);
    }
}
