package io.github.apiauth.keycloak.ratelimit.telling;

import io.github.apiauth.keycloak.ratelimit.counting.Buckets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;

/**
 * The counter {@code keycloak_token_rate_limit_requests_total} and the gauge {@code keycloak_token_rate_limit_counting} on
 * Keycloak's metrics endpoint. Without {@code --metrics-enabled=true} Micrometer has no registry to count in, and nothing is
 * counted.
 */
public final class RateLimitMetrics {

    private static final String NAME = "keycloak.token.rate.limit.requests";
    private static final String COUNTING = "keycloak.token.rate.limit.counting";
    private static final String UNKNOWN = "unknown";

    private RateLimitMetrics() {}

    /** Shows whether the counters are asked. In place of those before: Keycloak may initialize a factory more than once. */
    public static void watch(Buckets buckets) {
        Metrics.globalRegistry.find(COUNTING).gauges().forEach(Metrics.globalRegistry::remove);
        Gauge.builder(COUNTING, buckets, asked -> asked.isCounting() ? 1 : 0)
                .description(
                        "1 while the token rate limit counts; 0 while its counters do not answer and requests pass uncounted")
                .register(Metrics.globalRegistry);
    }

    /** What became of a request. */
    public enum Outcome {
        ALLOWED,
        REFUSED,
        /** Allowed because the counters could not be reached. */
        UNCOUNTED
    }

    /** Counts a request. Made-up clients share one label, so that there are no more labels than clients. */
    public static void count(RealmModel realm, @Nullable String client, Outcome outcome) {
        Counter.builder(NAME)
                .description("Requests that the token rate limit has seen")
                .tag("realm", realm.getName())
                .tag("client_id", client == null ? UNKNOWN : client)
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(Metrics.globalRegistry)
                .increment();
    }
}
