package io.github.apiauth.keycloak.api;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import java.util.function.BiConsumer;
import org.keycloak.events.EventBuilder;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.TokenEndpoint;
import org.keycloak.protocol.oidc.endpoints.TokenIntrospectionEndpoint;
import org.keycloak.protocol.oidc.endpoints.TokenRevocationEndpoint;

/**
 * The lane's endpoints. Each reads the request as the legacy API's clients send it and then calls Keycloak's own endpoint;
 * {@link EnvelopeFilter} puts the answer into the envelope.
 *
 * <p>The methods are sub-resource locators: RESTEasy calls them before it reads the body as a form, which it would answer with
 * 500 where the form is malformed. Without a class-level {@code @Path}: all is reached through Keycloak's
 * {@code RealmsResource} alone.
 */
public class ApiResource {

    /** What {@code Allow} says with a 405 (RFC 9110 §15.5.6): RESTEasy leaves it out. */
    static final String ALLOWED_METHODS = "OPTIONS, POST";

    private static final String TOKEN = "api/v2/oauth/token";
    private static final String REVOKE = "api/v2/oauth/revoke";
    private static final String INTROSPECT = "api/v2/oauth/introspect";

    private final KeycloakSession session;
    private final ApiLaneConfig config;

    ApiResource(KeycloakSession session, ApiLaneConfig config) {
        this.session = session;
        this.config = config;
    }

    /** The token endpoint (RFC 6749 §3.2) with every grant that Keycloak offers, and its CORS preflight. */
    @Path(TOKEN)
    public Object token() {
        accept(TOKEN, LaneRequest::acceptToken);
        return new TokenEndpoint(session, new TokenManager(), event());
    }

    /** The revocation endpoint (RFC 7009) and its CORS preflight. */
    @Path(REVOKE)
    public Object revoke() {
        accept(REVOKE, LaneRequest::acceptRevocation);
        return new TokenRevocationEndpoint(session, event());
    }

    /** The introspection endpoint (RFC 7662). */
    @Path(INTROSPECT)
    public Object introspect() {
        accept(INTROSPECT, LaneRequest::acceptIntrospection);
        return new TokenIntrospectionEndpoint(session, event());
    }

    private void accept(String path, BiConsumer<KeycloakSession, ApiLaneConfig> reader) {
        HttpRequest request = session.getContext().getHttpRequest();
        if (!request.getUri().getPath().endsWith(path)) {
            throw new NotFoundException(); // Keycloak's endpoints have paths below their own
        }
        if (request.getHttpMethod().equals(HttpMethod.POST)) {
            reader.accept(session, config);
        }
    }

    private EventBuilder event() {
        KeycloakContext context = session.getContext();
        return new EventBuilder(context.getRealm(), session, context.getConnection());
    }

    /** Everything else: without this, RESTEasy would answer 405 to a path that does not exist. */
    @Path("{path:.*}")
    public Object unknown() {
        throw new NotFoundException();
    }
}
