package io.github.apiauth.keycloak.request;

import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakUriInfo;
import org.keycloak.urls.UrlType;

/** A request that was sent to another address than the server takes it for. */
public final class AddressedRequest extends SameRequest {

    private final UriInfo uri;

    private AddressedRequest(HttpRequest request, UriInfo uri) {
        super(request);
        this.uri = uri;
    }

    /** Makes this the address ({@code getAbsolutePath}) of the session's request; base, path and query stay. */
    public static void set(KeycloakSession session, URI address) {
        KeycloakContext context = session.getContext();
        HttpRequest request = context.getHttpRequest();
        context.setHttpRequest(new AddressedRequest(request, new Address(session, request.getUri(), address)));
        // The context (DefaultKeycloakContext, 26.7.0) keeps what it has made of the former request until then.
        context.setRealm(context.getRealm());
    }

    @Override
    public UriInfo getUri() {
        return uri;
    }

    /** Keycloak's class for its delegation, with the delegate's own base. */
    private static final class Address extends KeycloakUriInfo {

        private final URI address;

        Address(KeycloakSession session, UriInfo uri, URI address) {
            super(session, UrlType.FRONTEND, uri);
            this.address = address;
        }

        @Override
        public URI getAbsolutePath() {
            return address;
        }

        @Override
        public URI getBaseUri() {
            return getDelegate().getBaseUri();
        }
    }
}
