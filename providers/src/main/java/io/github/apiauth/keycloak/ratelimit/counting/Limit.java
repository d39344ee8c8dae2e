package io.github.apiauth.keycloak.ratelimit.counting;

import io.github.bucket4j.BandwidthBuilder.BandwidthBuilderBuildStage;
import io.github.bucket4j.BandwidthBuilder.BandwidthBuilderCapacityStage;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * So many requests in so many seconds, with so many at once.
 *
 * @param requests in a period, on average
 * @param period in seconds
 * @param burst at once, after a pause that is long enough
 */
public record Limit(int requests, int period, int burst) {

    private static final double NANOS = 1e9;

    /** As Bucket4j's token bucket, which is filled evenly. */
    BucketConfiguration bucket() {
        return BucketConfiguration.builder().addLimit(this::fill).build();
    }

    /** As a limit of a Bucket4j bucket. */
    BandwidthBuilderBuildStage fill(BandwidthBuilderCapacityStage limit) {
        return limit.capacity(burst).refillGreedy(requests, Duration.ofSeconds(period));
    }

    /** The seconds in which the whole burst comes back: who sends the burst once in this time is never refused. */
    public long window() {
        return ((long) burst * period + requests - 1) / requests;
    }

    /**
     * The nanoseconds until one request passes.
     *
     * @param remaining how many pass now
     * @param nanosToFull until the whole burst is there again
     */
    long nanosToNext(long remaining, long nanosToFull) {
        if (remaining > 0) {
            return 0;
        }
        double one = period * NANOS / requests;
        return Math.round(Math.max(0, Math.min(one, nanosToFull - (burst - 1) * one)));
    }
}
