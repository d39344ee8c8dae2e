package io.github.apiauth.keycloak.ratelimit;

import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * So many requests in so many seconds, with so many at once.
 *
 * @param requests in a period, on average
 * @param period in seconds
 * @param burst at once, after a pause that is long enough
 */
record Limit(int requests, int period, int burst) {

    /** As Bucket4j's token bucket, which is filled evenly. */
    BucketConfiguration bucket() {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(requests, Duration.ofSeconds(period)))
                .build();
    }

    /** The seconds in which the whole burst comes back: who sends the burst once in this time is never refused. */
    long window() {
        return ((long) burst * period + requests - 1) / requests;
    }
}
