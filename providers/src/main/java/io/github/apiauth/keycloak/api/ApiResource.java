package io.github.apiauth.keycloak.api;

import io.github.apiauth.keycloak.credentials.BasicAuthentication;
import io.github.apiauth.keycloak.credentials.DpopProof;
import io.github.apiauth.keycloak.credentials.UnreadableToken;
import io.github.apiauth.keycloak.intake.RealmPath;
import io.github.apiauth.keycloak.lane.LaneCall;
import io.github.apiauth.keycloak.lane.LaneRequest;
import io.github.apiauth.keycloak.lane.Lanes;
import io.github.apiauth.keycloak.lane.Place;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.RequestRules.DefaultScope;
import io.github.apiauth.keycloak.oldtoken.OldTokenRevocation;
import io.github.apiauth.keycloak.plugins.PluginsResource;
import io.github.apiauth.keycloak.ratelimit.TokenRateLimit;
import io.github.apiauth.keycloak.ratelimit.asking.ClientAuthentication;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventBuilder;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.TokenEndpoint;
import org.keycloak.protocol.oidc.endpoints.TokenIntrospectionEndpoint;
import org.keycloak.protocol.oidc.endpoints.TokenRevocationEndpoint;
import org.keycloak.utils.StringUtil;

/**
 * The lane's endpoints, where the realm's contracts have them. Each reads the request as the contract's clients send it and then calls
 * Keycloak's own endpoint; the contract says how the answer looks (room {@code answer}).
 *
 * <p>The method is a sub-resource locator: RESTEasy calls it before it reads the body as a form, which it would answer with 500 where
 * the form is malformed. Without a class-level {@code @Path}: all is reached through Keycloak's {@code RealmsResource} alone.
 */
public class ApiResource {

    /** The grants whose token request itself asks for the scope (RFC 6749 §4.3.2, §4.4.2). */
    private static final Set<String> GRANTS_WITH_SCOPE =
            Set.of(OAuth2Constants.PASSWORD, OAuth2Constants.CLIENT_CREDENTIALS);

    private final KeycloakSession session;
    private final Lanes lanes;
    private final LaneReaders readers;

    ApiResource(KeycloakSession session, Lanes lanes, LaneReaders readers) {
        this.session = session;
        this.lanes = lanes;
        this.readers = readers;
    }

    /** Whatever is at the path. Also where nothing is: else RESTEasy would answer 405 to a path that does not exist. */
    @Path("{path:.*}")
    public Object endpoint() {
        HttpRequest request = session.getContext().getHttpRequest();
        Place place = lanes.at(session, RealmPath.within(request.getUri().getPath()))
                .filter(found -> found.endpoint() != null)
                .orElseThrow(NotFoundException::new);
        if (place.below().isEmpty()) {
            requireMethod(place.route().methods(), request.getHttpMethod());
        }
        return switch (Objects.requireNonNull(place.endpoint())) {
            case TOKEN -> token(place);
            case AUTHORIZE -> authorize(place);
            case REVOKE -> revoke(place);
            case INTROSPECT -> introspect(place);
            case PLUGINS -> plugins(place);
        };
    }

    /** The token endpoint (RFC 6749 §3.2) with every grant that Keycloak offers, and its CORS preflight. */
    private Object token(Place place) {
        if (accept(place)) {
            UnreadableToken.replaceInHeader(session);
            DpopProof.requireReadable(session);
            DpopProof.address(session, true);
            UnknownGrant.identifyClient(session, event(place));
        }
        return new TokenEndpoint(session, new TokenManager(), event(place));
    }

    /** The authorization endpoint (RFC 6749 §3.1), which answers with Keycloak's login pages and redirects. */
    private Object authorize(Place place) {
        LaneReader reader = readers.of(place);
        boolean post = session.getContext().getHttpRequest().getHttpMethod().equals(HttpMethod.POST);
        return new AuthorizeResource(
                session, event(place), place, post ? reader.read(session) : reader.readQuery(session));
    }

    /** The revocation endpoint (RFC 7009) and its CORS preflight. */
    private Object revoke(Place place) {
        if (accept(place)) {
            OldTokenRevocation.translate(session);
        }
        return new TokenRevocationEndpoint(session, event(place));
    }

    /** The introspection endpoint (RFC 7662). */
    private Object introspect(Place place) {
        accept(place);
        return new TokenIntrospectionEndpoint(session, event(place));
    }

    private Object plugins(Place place) {
        DpopProof.address(session, false);
        PluginsResource plugins = new PluginsResource(session, place.below());
        plugins.requireNoPlugin();
        return plugins;
    }

    /** Whether there is a request to serve, which was read then: a preflight and a wrong method have none. */
    private boolean accept(Place place) {
        if (!ClientAuthentication.takesPlaceAt(session.getContext().getHttpRequest())) {
            return false;
        }
        LaneReader reader = readers.of(place);
        TokenRateLimit.check(session, () -> {
            MultivaluedMap<String, String> parameters = reader.read(session);
            String grantType = grantType(place, parameters);
            new LaneRequest(place, grantType).acceptIn(session);
            DefaultScopes.completeForAll(session, parameters, defaultScope(place, grantType));
        });
        BasicAuthentication.chooseReading(session);
        MultivaluedMap<String, String> parameters =
                session.getContext().getHttpRequest().getDecodedFormParameters();
        DefaultScopes.completeForClient(session, parameters, defaultScope(place, grantType(place, parameters)));
        return true;
    }

    private static @Nullable DefaultScope defaultScope(Place place, @Nullable String grantType) {
        return grantType != null && GRANTS_WITH_SCOPE.contains(grantType)
                ? place.requests().defaultScopes().get(grantType)
                : null;
    }

    /** As {@code TokenEndpoint.sanitizeFormParameters} (26.7.0) reads it afterwards. */
    private static @Nullable String grantType(Place place, MultivaluedMap<String, String> parameters) {
        return place.endpoint() == Endpoint.TOKEN
                ? StringUtil.removeControlCharacters(parameters.getFirst(OAuth2Constants.GRANT_TYPE))
                : null;
    }

    private static void requireMethod(List<String> allowed, String method) {
        if (!allowed.contains(method) && !(method.equals(HttpMethod.HEAD) && allowed.contains(HttpMethod.GET))) {
            throw new WebApplicationException(
                    Response.status(Status.METHOD_NOT_ALLOWED).build());
        }
    }

    private EventBuilder event(Place place) {
        KeycloakContext context = session.getContext();
        EventBuilder event = new EventBuilder(context.getRealm(), session, context.getConnection());
        LaneCall.of(place).details().forEach(event::detail);
        return event;
    }
}
