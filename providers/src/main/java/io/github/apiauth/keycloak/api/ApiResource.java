package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.plugins.PluginsResource;
import io.github.apiauth.keycloak.ratelimit.ClientAuthentication;
import io.github.apiauth.keycloak.ratelimit.TokenRateLimit;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import java.util.function.BiConsumer;
import org.keycloak.events.EventBuilder;
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

    private static final String TOKEN = "api/v2/oauth/token";
    private static final String PLUGINS = "api/v2/plugins";
    private static final String AUTHORIZE = "api/v2/oauth/authorize";
    private static final String REVOKE = "api/v2/oauth/revoke";
    private static final String INTROSPECT = "api/v2/oauth/introspect";

    private final KeycloakSession session;
    private final ApiLaneConfig config;

    /** What {@code Allow} says with a 405 at this path (RFC 9110 §15.5.6): RESTEasy leaves it out. */
    static String allowedMethods(String path) {
        if (leadsTo(PLUGINS, path)) {
            return "GET, OPTIONS";
        }
        return isPage(path) ? "GET, OPTIONS, POST" : "OPTIONS, POST";
    }

    /** Whether people see the answers at this path in a browser. */
    static boolean isPage(String path) {
        return leadsTo(AUTHORIZE, path);
    }

    /** With the slashes at the end that RESTEasy overlooks. */
    private static boolean leadsTo(String endpoint, String path) {
        return LaneAddress.withoutSlashes(path).endsWith(endpoint);
    }

    ApiResource(KeycloakSession session, ApiLaneConfig config) {
        this.session = session;
        this.config = config;
    }

    /** The token endpoint (RFC 6749 §3.2) with every grant that Keycloak offers, and its CORS preflight. */
    @Path(TOKEN)
    public Object token() {
        if (accept(TOKEN, LaneRequest::acceptToken)) {
            UnreadableToken.replaceInHeader(session);
            DpopProof.requireReadable(session);
            DpopProof.address(session, true);
            AllowedGrants.identifyClient(session, event());
        }
        return new TokenEndpoint(session, new TokenManager(), event());
    }

    /** The authorization endpoint (RFC 6749 §3.1), which answers with Keycloak's login pages and redirects. */
    @Path(AUTHORIZE)
    public Object authorize() {
        requireExactly(AUTHORIZE);
        return new AuthorizeResource(
                session,
                event(),
                config.withDefaultScope(
                        isPost()
                                ? LaneRequest.read(session, config)
                                : session.getContext().getUri().getQueryParameters()));
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

    /** Plugin discovery. */
    @Path(PLUGINS)
    public Object plugins() {
        DpopProof.address(session, false);
        return new PluginsResource(session);
    }

    /** Everything else: without this, RESTEasy would answer 405 to a path that does not exist. */
    @Path("{path:.*}")
    public Object unknown() {
        throw new NotFoundException();
    }

    /** Whether there is a request to serve, which was read then: a preflight and a wrong method have none. */
    private boolean accept(String path, BiConsumer<KeycloakSession, ApiLaneConfig> reader) {
        requireExactly(path);
        if (ClientAuthentication.takesPlaceAt(session.getContext().getHttpRequest())) {
            TokenRateLimit.check(session, () -> reader.accept(session, config));
            BasicAuthentication.chooseReading(session);
            return true;
        }
        return false;
    }

    private boolean isPost() {
        return session.getContext().getHttpRequest().getHttpMethod().equals(HttpMethod.POST);
    }

    /** RESTEasy matches beginnings of paths, and Keycloak's endpoints have paths below their own. */
    private void requireExactly(String path) {
        if (!leadsTo(path, session.getContext().getHttpRequest().getUri().getPath())) {
            throw new NotFoundException();
        }
    }

    private EventBuilder event() {
        KeycloakContext context = session.getContext();
        return new EventBuilder(context.getRealm(), session, context.getConnection())
                .detail(LaneLogin.LANE, LaneLogin.API);
    }
}
