package io.github.apiauth.keycloak.ratelimit;

import io.github.apiauth.keycloak.ratelimit.asking.ClaimedClients;
import io.github.apiauth.keycloak.ratelimit.asking.ClientAuthentication;
import io.github.apiauth.keycloak.ratelimit.telling.RateLimitHeaders;
import io.github.apiauth.keycloak.ratelimit.telling.RateLimitMetrics;
import io.github.apiauth.keycloak.ratelimit.telling.RateLimitMetrics.Outcome;
import io.github.apiauth.keycloak.ratelimit.telling.RefusalEvents;
import io.github.apiauth.keycloak.request.OAuthError;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.cors.Cors;

/**
 * Counts one request that authenticates a client ({@link ClientAuthentication}), before Keycloak's endpoint is called.
 *
 * <p>Above a limit the answer is 429 {@code rate_limit_exceeded}, in the shape of RFC 6749 §5.2, with
 * {@code Retry-After}; the headers {@code RateLimit} and {@code RateLimit-Policy} are on every answer. A request that is
 * refused has read nothing but caches, and no credentials, so right and wrong ones get the same answer.
 */
public final class TokenRateLimit {

    private static final Logger LOG = Logger.getLogger(TokenRateLimit.class);
    private static final String ATTRIBUTE = TokenRateLimit.class.getName();

    private TokenRateLimit() {}

    /** Whether the session's realm has a limit. */
    public static boolean isOn(KeycloakSession session) {
        return limiter(session).isPresent();
    }

    /**
     * Counts the session's request. One whose body cannot be read counts too.
     *
     * @param readBody makes the session's request have the form parameters that Keycloak's endpoint is going to see. Called
     *     once in any case; throws what the request is to be answered with if it cannot be read
     * @throws WebApplicationException 429 if a limit is exceeded
     */
    public static void check(KeycloakSession session, Runnable readBody) {
        Optional<RateLimiter> limiter = limiter(session);
        if (limiter.isEmpty()) {
            readBody.run();
            return;
        }
        RequestCount count = new RequestCount(session, limiter.get());
        count.countAddress();
        RuntimeException unreadable = null;
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        try {
            readBody.run();
            parameters = session.getContext().getHttpRequest().getDecodedFormParameters();
        } catch (RuntimeException answer) { // kept until the request has been counted
            unreadable = answer;
        }
        HttpRequest request = session.getContext().getHttpRequest();
        count.countClients(
                ClaimedClients.of(request.getHttpHeaders(), request.getUri().getQueryParameters(), parameters),
                parameters.getFirst(OAuth2Constants.SCOPE));
        session.setAttribute(ATTRIBUTE, count);
        conclude(session, limiter.get(), count);
        if (unreadable != null) {
            throw unreadable;
        }
    }

    /**
     * Counts the session's request for the client that Keycloak has authenticated, if {@link #check} did not know it.
     *
     * @throws WebApplicationException 429 if a limit of that client is exceeded
     */
    static void countAuthenticated(KeycloakSession session) {
        ClientModel client = session.getContext().getClient();
        RequestCount count = session.getAttribute(ATTRIBUTE, RequestCount.class);
        if (client != null && count != null && count.countAuthenticated(client)) {
            TokenRateLimitExecutorFactory.limiter(session).ifPresent(limiter -> conclude(session, limiter, count));
        }
    }

    private static Optional<RateLimiter> limiter(KeycloakSession session) {
        return TokenRateLimitExecutorFactory.limiter(session).filter(present -> present.isOn(session));
    }

    /** Tells what became of the request, and ends it if it is refused: that stands, whatever fails while it is told. */
    private static void conclude(KeycloakSession session, RateLimiter limiter, RequestCount count) {
        if (count.refusal().isEmpty()) {
            tell(session, count, count.hasFailed() ? Outcome.UNCOUNTED : Outcome.ALLOWED);
            return;
        }
        long wait = count.secondsToWait();
        try {
            session.getContext().getHttpResponse().setHeader(RateLimitHeaders.RETRY_AFTER, String.valueOf(wait));
            // As Keycloak answers whatever goes wrong before it knows the client (TokenEndpoint.checkSsl, 26.7.0).
            Cors.builder().auth().allowAllOrigins().add();
            tell(session, count, Outcome.REFUSED);
            limiter.events().refused(session, count.refusal().get(), count.knownClient());
        } catch (RuntimeException failure) {
            LOG.warn("The token rate limit has refused a request and could not tell all about it", failure);
        }
        throw OAuthError.refusal(
                Status.TOO_MANY_REQUESTS.getStatusCode(),
                RefusalEvents.ERROR,
                "Rate limit exceeded, wait " + wait + (wait == 1 ? " second" : " seconds"));
    }

    private static void tell(KeycloakSession session, RequestCount count, Outcome outcome) {
        RateLimitHeaders.set(session, count.usages());
        RateLimitMetrics.count(session.getContext().getRealm(), count.knownClient(), outcome);
    }
}
