package io.github.apiauth.keycloak.ratelimit.telling;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.cors.Cors;

/**
 * Lets scripts of other origins read the limit's headers. On the way out, because Keycloak's endpoint sets
 * {@code Access-Control-Expose-Headers} anew ({@code DefaultCors.add}, 26.7.0); a second line adds to it (RFC 9110 §5.3).
 */
@Provider
public class ExposedHeadersFilter implements ContainerResponseFilter {

    private static final String EXPOSED =
            String.join(", ", RateLimitHeaders.STATE, RateLimitHeaders.POLICY, RateLimitHeaders.RETRY_AFTER);

    private final KeycloakSession session;

    /** The session is a proxy for the session of the current request. */
    @Inject
    public ExposedHeadersFilter(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getHeaderString(Cors.ORIGIN_HEADER) != null && RateLimitHeaders.areSet(session)) {
            response.getHeaders().add(Cors.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
    }
}
