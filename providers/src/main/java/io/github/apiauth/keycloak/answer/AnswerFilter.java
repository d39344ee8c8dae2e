package io.github.apiauth.keycloak.answer;

import io.github.apiauth.keycloak.intake.RealmPath;
import io.github.apiauth.keycloak.lane.LaneRequest;
import io.github.apiauth.keycloak.lane.Lanes;
import io.github.apiauth.keycloak.lane.Place;
import io.github.apiauth.keycloak.legacyapi.Answer;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Failure;
import io.github.apiauth.keycloak.legacyapi.IssuedToken;
import io.github.apiauth.keycloak.plugins.PluginList;
import io.github.apiauth.keycloak.request.AuthorizationHeader;
import io.github.apiauth.keycloak.request.PathTemplate;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/**
 * Lets the contract of the path that was asked say how an answer looks, wherever in the server it was made: Keycloak's endpoint, an
 * error that was thrown, a path or method that does not exist, a body that could not be read. Answers to a preflight
 * get the methods of the path; pages and redirects of the authorization endpoint, and everything outside the lane, pass untouched.
 */
@Provider
public class AnswerFilter implements ContainerResponseFilter {

    private static final String PRAGMA = "Pragma";

    private static final int UNAUTHORIZED = 401;
    private static final int NOT_ALLOWED = 405;

    private final KeycloakSession session;
    private final Lanes lanes;

    /** The session is a proxy for the session of the current request. */
    @Inject
    public AnswerFilter(KeycloakSession session, Lanes lanes) {
        this.session = session;
        this.lanes = lanes;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Optional<Place> place = lanes.at(session, RealmPath.of(request.getUriInfo()));
        if (place.isEmpty()) {
            return;
        }
        nameInMetrics(place.get());
        if (request.getMethod().equals(HttpMethod.OPTIONS)) {
            allow(place.get(), response); // RFC 9110 §9.3.7
        } else if (!staysPage(place.get(), response)) {
            filter(place.get(), request, response);
        }
    }

    /** Else the metrics of requests have all endpoints as one: the template is that of the lane's only method. */
    private static void nameInMetrics(Place place) {
        if (place.endpoint() != null) {
            PathTemplate.set(place.template());
        }
    }

    private void filter(Place place, ContainerRequestContext request, ContainerResponseContext response) {
        LaneRequest accepted = LaneRequest.of(session);
        if (response.getStatus() >= 400) {
            // Keycloak's filter after this one (KeycloakSecurityHeadersFilter, 26.7.0) fails on an unreadable type.
            request.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
            fail(place, request, response, accepted == null ? null : accepted.grantType());
        } else if (response.getEntity() instanceof PluginList list) {
            answer(response, place.contract().plugins(list.plugins()));
        } else if (accepted != null) {
            succeed(accepted, response);
        }
    }

    private static boolean staysPage(Place place, ContainerResponseContext response) {
        return place.endpoint() == Endpoint.AUTHORIZE && MediaType.TEXT_HTML_TYPE.isCompatible(response.getMediaType());
    }

    private void succeed(LaneRequest accepted, ContainerResponseContext response) {
        Object entity = response.getEntity();
        switch (Objects.requireNonNull(accepted.place().endpoint())) {
            case TOKEN -> {
                if (entity instanceof AccessTokenResponse token) {
                    answer(response, accepted.place().contract().issued(issued(token, accepted.grantType())));
                }
            }
            // RFC 7009 §2.2: "invalid tokens do not cause an error response", though TokenRevocationEndpoint names one.
            case REVOKE -> answer(response, accepted.place().contract().revoked());
            case INTROSPECT -> {
                if (entity instanceof byte[] json) { // AccessTokenIntrospectionProvider (26.7.0)
                    answer(
                            response,
                            accepted.place().contract().introspected(new String(json, StandardCharsets.UTF_8)));
                }
            }
            case AUTHORIZE, PLUGINS -> {}
        }
    }

    private IssuedToken issued(AccessTokenResponse token, @Nullable String grantType) {
        GrantedToken granted = GrantedToken.of(session);
        return new IssuedToken(
                grantType == null ? "" : grantType,
                token.getToken(),
                token.getTokenType(),
                granted == null ? token.getExpiresIn() : granted.lifetime(),
                token.getRefreshToken(),
                granted == null ? token.getScope() : granted.scope(),
                token.getIdToken(),
                token.getOtherClaims());
    }

    private void fail(
            Place place,
            ContainerRequestContext request,
            ContainerResponseContext response,
            @Nullable String grantType) {
        OAuth2ErrorRepresentation said = response.getEntity() instanceof OAuth2ErrorRepresentation error
                ? error
                : new OAuth2ErrorRepresentation();
        Failure failure = Failures.ofKeycloak(
                response.getStatus(),
                said.getError(),
                said.getErrorDescription(),
                session.getContext().getClient() != null,
                place.endpoint(),
                grantType);
        Answer answer = place.contract().failed(Advice.on(session, failure));
        MultivaluedMap<String, Object> headers = response.getHeaders();
        if (failure.cause() == Failure.Cause.CLIENT
                && answer.status() == UNAUTHORIZED
                && AuthorizationHeader.isBasic(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            headers.putSingle(
                    HttpHeaders.WWW_AUTHENTICATE,
                    "Basic realm=\"" + session.getContext().getRealm().getName() + '"');
        }
        if (failure.status() == NOT_ALLOWED) {
            allow(place, response);
        }
        answer(response, answer);
    }

    private static void allow(Place place, ContainerResponseContext response) {
        if (place.endpoint() != null) {
            response.getHeaders()
                    .putSingle(
                            HttpHeaders.ALLOW, String.join(", ", place.route().methods()));
        }
    }

    private void answer(ContainerResponseContext response, Answer answer) {
        // RFC 6749 §5.1. TokenEndpoint (26.7.0) sets them here too; TokenIntrospectionEndpoint in the JAX-RS response,
        // which would make two.
        response.getHeaders().remove(HttpHeaders.CACHE_CONTROL);
        response.getHeaders().remove(PRAGMA);
        HttpResponse http = session.getContext().getHttpResponse();
        http.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        http.setHeader(PRAGMA, "no-cache");
        answer.headers().forEach(http::setHeader);
        response.setStatus(answer.status());
        response.setEntity(answer.body(), null, mediaType(answer.mediaType()));
    }

    private static MediaType mediaType(String name) {
        return name.equals(MediaType.APPLICATION_JSON) ? MediaType.APPLICATION_JSON_TYPE : MediaType.valueOf(name);
    }
}
