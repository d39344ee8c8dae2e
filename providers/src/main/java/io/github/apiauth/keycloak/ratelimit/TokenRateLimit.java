package io.github.apiauth.keycloak.ratelimit;

import io.github.apiauth.keycloak.ratelimit.RateLimitMetrics.Outcome;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.cors.Cors;

/**
 * Counts one request at an endpoint that authenticates clients, before Keycloak's endpoint is called.
 *
 * <p>First the limits of its address, which cost no look at the database; then those of each client that it names, together
 * with the address. Above a limit the answer is 429 {@code rate_limit_exceeded}, in the shape of RFC 6749 §5.2, with
 * {@code Retry-After}; the headers {@code RateLimit} and {@code RateLimit-Policy} are on every answer. A request that is
 * refused has read nothing but caches, and no credentials, so right and wrong ones get the same answer.
 */
public final class TokenRateLimit {

    static final String ERROR = "rate_limit_exceeded";

    private static final String ATTRIBUTE = TokenRateLimit.class.getName();
    private static final String CLIENT = "client";
    private static final String ADDRESS = "address";

    private final KeycloakSession session;
    private final RateLimiter limiter;
    private final RealmModel realm;
    private final String address;
    private final List<Usage> usages = new ArrayList<>();
    private @Nullable String knownClient;

    /** A request's body. */
    @FunctionalInterface
    public interface Body {

        /**
         * Reads the parameters, as Keycloak's endpoint is going to see them.
         *
         * @throws RuntimeException with which the request is to be answered if it cannot be read
         */
        MultivaluedMap<String, String> read();
    }

    private TokenRateLimit(KeycloakSession session, RateLimiter limiter) {
        this.session = session;
        this.limiter = limiter;
        this.realm = session.getContext().getRealm();
        this.address = SourceAddress.of(session.getContext().getConnection());
    }

    /**
     * Counts the session's request. One whose body cannot be read counts too.
     *
     * @param body is read once in any case
     * @throws WebApplicationException 429 if a limit is exceeded
     */
    public static void check(KeycloakSession session, Body body) {
        Optional<RateLimiter> limiter =
                TokenRateLimitExecutorFactory.limiter(session).filter(present -> present.isOn(session));
        if (limiter.isEmpty()) {
            body.read();
            return;
        }
        RuntimeException unreadable = null;
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        try {
            parameters = body.read();
        } catch (RuntimeException refused) {
            unreadable = refused;
        }
        new TokenRateLimit(session, limiter.get()).count(parameters);
        if (unreadable != null) {
            throw unreadable;
        }
    }

    /** Whether the session's request has been counted, so that its answer has the limit's headers. */
    static boolean hasCounted(KeycloakSession session) {
        return session.getAttributeOrDefault(ATTRIBUTE, false);
    }

    private void count(MultivaluedMap<String, String> parameters) {
        long wait = 0;
        Outcome outcome = Outcome.ALLOWED;
        try {
            if (!isAdmitted(parameters)) {
                outcome = Outcome.REFUSED;
                wait = Math.max(
                        1, usages.stream().mapToLong(Usage::secondsToNext).max().orElse(1));
            }
            setHeaders(wait);
        } catch (RuntimeException failure) { // the cache: docs/decisions/0007
            outcome = Outcome.UNCOUNTED;
            limiter.failed(failure);
        }
        RateLimitMetrics.count(realm, knownClient, outcome);
        if (outcome == Outcome.REFUSED) {
            throw new WebApplicationException(refusal(wait));
        }
    }

    private boolean isAdmitted(MultivaluedMap<String, String> parameters) {
        Set<Limits> forAnyone = limiter.limits(session, null, null);
        Set<String> claimed = ClaimedClients.of(session.getContext().getHttpRequest(), parameters);
        for (Limits limits : forAnyone) {
            if (!isAdmitted(ADDRESS, limits.address(), bucket(limits.address(), ADDRESS))) {
                look(claimed);
                return false;
            }
        }
        boolean admitted = true;
        boolean anonymous = claimed.isEmpty();
        for (String id : claimed) {
            ClientModel client = session.clients().getClientByClientId(realm, id);
            if (client == null) {
                anonymous = true;
            } else {
                knownClient = client.getClientId();
                admitted &= isAdmitted(client, parameters.getFirst(OAuth2Constants.SCOPE));
            }
        }
        // Made-up clients share a bucket, so that they fill no memory.
        return admitted && (!anonymous || isAdmitted(forAnyone, "unknown"));
    }

    private boolean isAdmitted(ClientModel client, @Nullable String scope) {
        return isAdmitted(limiter.limits(session, client, scope), bucketOf(client.getClientId()));
    }

    private boolean isAdmitted(Set<Limits> limits, String owner) {
        boolean admitted = true;
        for (Limits each : limits) {
            admitted &= isAdmitted(CLIENT, each.client(), bucket(each.client(), owner));
        }
        return admitted;
    }

    private boolean isAdmitted(String name, Limit limit, String bucket) {
        Usage usage = Usage.consume(unique(name), limit, limiter.buckets().get(bucket, limit));
        usages.add(usage);
        if (!usage.admitted()) {
            limiter.events().refused(session, bucket, name, knownClient);
        }
        return usage.admitted();
    }

    /** What else the client would have to wait for, so that {@code Retry-After} is true. */
    private void look(Set<String> claimed) {
        for (String id : claimed) {
            limiter.lastLimits(realm, id).ifPresent(all -> {
                knownClient = id;
                for (Limits limits : all) {
                    String bucket = bucket(limits.client(), bucketOf(id));
                    usages.add(Usage.look(
                            unique(CLIENT), limits.client(), limiter.buckets().get(bucket, limits.client())));
                }
            });
        }
    }

    private String bucket(Limit limit, String owner) {
        return String.join(
                "|", realm.getId(), address, limit.requests() + "/" + limit.period() + "/" + limit.burst(), owner);
    }

    private static String bucketOf(String client) {
        return CLIENT + '|' + client;
    }

    private String unique(String name) {
        long before =
                usages.stream().filter(usage -> usage.name().startsWith(name)).count();
        return before == 0 ? name : name + '-' + (before + 1);
    }

    private void setHeaders(long wait) {
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
