package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.request.FormRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;

/**
 * The authorization endpoint on the API lane: Keycloak's own, with the lane's default scope. Its answers are pages and
 * redirects, and stay out of the envelope.
 */
public class AuthorizeResource {

    private final KeycloakSession session;
    private final ApiLaneConfig config;
    private final EventBuilder event;

    AuthorizeResource(KeycloakSession session, ApiLaneConfig config, EventBuilder event) {
        this.session = session;
        this.config = config;
        this.event = event;
    }

    /** RFC 6749 §3.1: "MUST support the use of the HTTP GET method". */
    @GET
    public Response get() {
        return authorize(session.getContext().getUri().getQueryParameters());
    }

    /** RFC 6749 §3.1: "MAY support the use of the POST method as well". A form or JSON. */
    @POST
    public Response post() {
        return authorize(LaneRequest.read(session, config));
    }

    private Response authorize(MultivaluedMap<String, String> parameters) {
        KeycloakContext context = session.getContext();
        // Keycloak's GET takes the query as it stands, so both methods take its POST, which does the same.
        context.setHttpRequest(FormRequest.of(context.getHttpRequest(), config.withDefaultScope(parameters)));
        return new AuthorizationEndpoint(session, event).buildPost();
    }
}
