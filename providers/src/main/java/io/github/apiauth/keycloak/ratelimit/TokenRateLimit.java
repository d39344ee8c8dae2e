package io.github.apiauth.keycloak.ratelimit;

import io.github.apiauth.keycloak.ratelimit.RateLimitMetrics.Outcome;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.cors.Cors;

/**
 * Counts one request at an endpoint that authenticates clients, before Keycloak's endpoint is called.
 *
 * <p>Above a limit the answer is 429 {@code rate_limit_exceeded}, in the shape of RFC 6749 §5.2, with
 * {@code Retry-After}; the headers {@code RateLimit} and {@code RateLimit-Policy} are on every answer. A request that is
 * refused has read nothing but caches, and no credentials, so right and wrong ones get the same answer.
 */
public final class TokenRateLimit {

    static final String ERROR = "rate_limit_exceeded";

    private static final String ATTRIBUTE = TokenRateLimit.class.getName();

    private TokenRateLimit() {}

    /**
     * Counts the session's request. One whose body cannot be read counts too.
     *
     * @param readBody makes the session's request have the form parameters that Keycloak's endpoint is going to see. Called
     *     once in any case; throws what the request is to be answered with if it cannot be read
     * @throws WebApplicationException 429 if a limit is exceeded
     */
    public static void check(KeycloakSession session, Runnable readBody) {
        Optional<RateLimiter> limiter =
                TokenRateLimitExecutorFactory.limiter(session).filter(present -> present.isOn(session));
        if (limiter.isEmpty()) {
            readBody.run();
            return;
        }
        RuntimeException unreadable = null;
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        try {
            readBody.run();
            parameters = session.getContext().getHttpRequest().getDecodedFormParameters();
        } catch (RuntimeException refused) {
            unreadable = refused;
        }
        count(session, limiter.get(), parameters);
        if (unreadable != null) {
            throw unreadable;
        }
    }

    /** Whether the session's request has been counted, so that its answer has the limit's headers. */
    static boolean hasCounted(KeycloakSession session) {
        return session.getAttributeOrDefault(ATTRIBUTE, false);
    }

    private static void count(KeycloakSession session, RateLimiter limiter, MultivaluedMap<String, String> parameters) {
        RequestCount count = new RequestCount(session, limiter);
        long wait = 0;
        Outcome outcome = Outcome.ALLOWED;
        try {
            if (!count.isAdmitted(parameters)) {
                outcome = Outcome.REFUSED;
                wait = count.secondsToWait();
            }
            setHeaders(session, count.usages(), wait);
        } catch (RuntimeException failure) { // the cache: docs/decisions/0007
            outcome = Outcome.UNCOUNTED;
            limiter.failed(failure);
        }
        RateLimitMetrics.count(session.getContext().getRealm(), count.knownClient(), outcome);
        if (outcome == Outcome.REFUSED) {
            throw new WebApplicationException(refusal(wait));
        }
    }

    private static void setHeaders(KeycloakSession session, List<Usage> usages, long wait) {
        if (usages.isEmpty()) {
            return;
        }
        session.setAttribute(ATTRIBUTE, true);
        HttpResponse response = session.getContext().getHttpResponse();
        response.setHeader(RateLimitHeaders.POLICY, RateLimitHeaders.policy(usages));
        response.setHeader(RateLimitHeaders.STATE, RateLimitHeaders.state(usages));
        if (wait > 0) {
            response.setHeader(RateLimitHeaders.RETRY_AFTER, String.valueOf(wait));
        }
    }

    private static Response refusal(long wait) {
        // As Keycloak answers whatever goes wrong before it knows the client (TokenEndpoint.checkSsl, 26.7.0).
        Cors.builder().auth().allowAllOrigins().add();
        return Response.status(Status.TOO_MANY_REQUESTS)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .entity(new OAuth2ErrorRepresentation(
                        ERROR, "Rate limit exceeded, wait " + wait + (wait == 1 ? " second" : " seconds")))
                .build();
    }
}
