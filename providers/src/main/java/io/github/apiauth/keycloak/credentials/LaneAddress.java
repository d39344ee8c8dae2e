package io.github.apiauth.keycloak.credentials;

import io.github.apiauth.keycloak.intake.RealmPath;
import io.github.apiauth.keycloak.request.CalledPath;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;

/**
 * The addresses by which a client may have called the session's request: that of the lane and, if it called one, that of the legacy
 * path. The host is the one that Keycloak says it has (option {@code hostname}, the realm's frontend URL, or what the reverse proxy
 * says), so that no client chooses it where Keycloak does not let it.
 */
final class LaneAddress {

    private LaneAddress() {}

    /** The addresses as seen from outside. */
    static Stream<String> called(KeycloakSession session) {
        return below(session.getContext().getUri().getBaseUri(), session);
    }

    /** The same with the host that the request names, by which Keycloak (26.7.0) checks DPoP proofs. */
    static Stream<String> requested(KeycloakSession session) {
        return below(uri(session).getBaseUri(), session);
    }

    /**
     * A legacy path counts with and without {@code --http-relative-path}: a reverse proxy that serves it at the root of the host puts
     * that before it (docs/legacy-paths.md).
     */
    private static Stream<String> below(URI base, KeycloakSession session) {
        String relativePath = withoutSlashes(base.getPath());
        Stream<String> lane = Stream.of(relativePath + uri(session).getPath());
        String legacyPath = CalledPath.ofCurrentRequest();
        Stream<String> legacy = legacyPath == null ? Stream.of() : Stream.of(relativePath + legacyPath, legacyPath);
        return Stream.concat(lane, legacy).map(path -> withoutSlashes(at(base, path)));
    }

    private static String at(URI base, String path) {
        try {
            return new URI(base.getScheme(), base.getAuthority(), path, null, null).toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible); // the path is absolute
        }
    }

    /** Slashes at the end are overlooked, here as in the request's path. */
    static String withoutSlashes(String address) {
        return RealmPath.withoutSlashesAtEnd(address);
    }

    private static UriInfo uri(KeycloakSession session) {
        return session.getContext().getHttpRequest().getUri();
    }
}
