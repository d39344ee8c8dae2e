package io.github.apiauth.keycloak.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.apiauth.keycloak.envelope.Envelope;
import io.github.apiauth.keycloak.envelope.TokenData;
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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/**
 * Puts every answer of the API lane into the envelope, wherever in the server it was made: Keycloak's endpoint, an error
 * that was thrown, a path or method that does not exist, a body that could not be read. Status and headers come from
 * {@link LaneError}. Answers to a preflight, pages and redirects of the authorization endpoint, and everything outside the
 * lane, pass untouched.
 */
@Provider
public class EnvelopeFilter implements ContainerResponseFilter {

    private static final Pattern LANE =
            Pattern.compile("/?realms/([^/]+)/" + ApiLaneFactory.PROVIDER_ID + "(?:/.*)?", Pattern.DOTALL);
    private static final String PREFIX = "realms/";
    private static final String PRAGMA = "Pragma";

    private final KeycloakSession session;

    /** The session is a proxy for the session of the current request. */
    @Inject
    public EnvelopeFilter(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getPath();
        if (!path.startsWith(PREFIX, path.startsWith("/") ? 1 : 0)) {
            return;
        }
        Matcher lane = LANE.matcher(path);
        if (lane.matches()
                && ApiLaneFactory.isActive(session.getKeycloakSessionFactory())
                && !request.getMethod().equals(HttpMethod.OPTIONS)
                && !isPage(path, response)) {
            LaneRequest accepted = LaneRequest.of(session);
            if (response.getStatus() >= 400) {
                // Keycloak's filter after this one (KeycloakSecurityHeadersFilter, 26.7.0) fails on an unreadable type.
                request.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
            }
            if (response.getEntity() instanceof Envelope finished) {
                answer(response, finished);
            } else if (response.getStatus() >= 400) {
                fail(request, response, lane.group(1), accepted == null ? null : accepted.grantType());
            } else if (accepted != null) {
                answer(response, Envelope.success(data(response.getEntity()), accepted.message()));
            }
        }
    }

    private static boolean isPage(String path, ContainerResponseContext response) {
        return ApiResource.isPage(path) && MediaType.TEXT_HTML_TYPE.isCompatible(response.getMediaType());
    }

    private Object data(@Nullable Object entity) {
        if (entity instanceof AccessTokenResponse token) {
            return data(token);
        }
        if (entity instanceof byte[] json) { // AccessTokenIntrospectionProvider (26.7.0)
            return new RawJson(new String(json, StandardCharsets.UTF_8));
        }
        // RFC 7009 §2.2: "invalid tokens do not cause an error response", though TokenRevocationEndpoint names one.
        return entity == null || entity instanceof OAuth2ErrorRepresentation ? Map.of() : entity;
    }

    private TokenData data(AccessTokenResponse token) {
        IssuedToken issued = IssuedToken.of(session);
        return new TokenData(
                token.getToken(),
                token.getTokenType(),
                issued == null ? token.getExpiresIn() : issued.lifetime(),
                token.getRefreshToken(),
                issued == null ? token.getScope() : issued.scope(),
                token.getIdToken(),
                token.getOtherClaims());
    }

    private void fail(
            ContainerRequestContext request,
            ContainerResponseContext response,
            String realm,
            @Nullable String grantType) {
        OAuth2ErrorRepresentation said = response.getEntity() instanceof OAuth2ErrorRepresentation error
                ? error
                : new OAuth2ErrorRepresentation();
        LaneError error = LaneError.of(
                response.getStatus(),
                said.getError(),
                said.getErrorDescription(),
                session.getContext().getClient() != null,
                grantType);
        MultivaluedMap<String, Object> headers = response.getHeaders();
        if (error.code().equals(OAuthErrorException.INVALID_CLIENT)
                && BasicAuthentication.isTried(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            headers.putSingle(HttpHeaders.WWW_AUTHENTICATE, BasicAuthentication.challenge(realm));
        }
        if (error.status() == 405) {
            headers.putSingle(
                    HttpHeaders.ALLOW,
                    ApiResource.allowedMethods(request.getUriInfo().getPath()));
        }
        response.setStatus(error.status());
        answer(response, Envelope.failure(error.code(), Advice.on(session, error, grantType)));
    }

    private void answer(ContainerResponseContext response, Envelope envelope) {
        // RFC 6749 §5.1. TokenEndpoint (26.7.0) sets them here too; TokenIntrospectionEndpoint in the JAX-RS response,
        // which would make two.
        response.getHeaders().remove(HttpHeaders.CACHE_CONTROL);
        response.getHeaders().remove(PRAGMA);
        HttpResponse http = session.getContext().getHttpResponse();
        http.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        http.setHeader(PRAGMA, "no-cache");
        response.setEntity(envelope, null, MediaType.APPLICATION_JSON_TYPE);
    }

    /** JSON text that goes into the envelope as it is. */
    private record RawJson(@JsonValue @JsonRawValue String text) {}
}
