package io.github.apiauth.keycloak.api;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import org.keycloak.events.EventBuilder;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.TokenEndpoint;

/**
 * The lane's endpoints. Each reads the request as the legacy API's clients send it and then calls Keycloak's own endpoint;
 * {@link EnvelopeFilter} puts the answer into the envelope.
 *
 * <p>Without a class-level {@code @Path}: it is reached through Keycloak's {@code RealmsResource} alone.
 */
public class ApiResource {

    /** What {@code Allow} says with a 405 (RFC 9110 §15.5.6): RESTEasy leaves it out. */
    static final String ALLOWED_METHODS = "OPTIONS, POST";

    private static final String TOKEN = "api/v2/oauth/token";

    private final KeycloakSession session;
    private final ApiLaneConfig config;

    ApiResource(KeycloakSession session, ApiLaneConfig config) {
        this.session = session;
        this.config = config;
    }

    /**
     * The token endpoint (RFC 6749 §3.2) with every grant that Keycloak offers, and its CORS preflight.
     *
     * <p>A sub-resource locator: RESTEasy calls it before it reads the body as a form, which it would answer with 500 where
     * the form is malformed.
     */
    @Path(TOKEN)
    public Object token() {
        KeycloakContext context = session.getContext();
        HttpRequest request = context.getHttpRequest();
        if (!request.getUri().getPath().endsWith(TOKEN)) {
            throw new NotFoundException(); // TokenEndpoint has paths below its own
        }
        if (request.getHttpMethod().equals(HttpMethod.POST)) {
            LaneRequest.accept(session, config);
        }
        return new TokenEndpoint(
                session, new TokenManager(), new EventBuilder(context.getRealm(), session, context.getConnection()));
    }

    /** Everything else: without this, RESTEasy would answer 405 to a path that does not exist. */
    @Path("{path:.*}")
    public Object unknown() {
        throw new NotFoundException();
    }
}
