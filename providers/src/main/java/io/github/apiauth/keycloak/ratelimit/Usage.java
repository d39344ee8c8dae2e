package io.github.apiauth.keycloak.ratelimit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import java.util.concurrent.TimeUnit;

/**
 * What a request did to one limit.
 *
 * @param name of the limit, as the headers call it
 * @param limit that was used
 * @param bucket its counter
 * @param admitted whether the limit lets the request pass
 * @param remaining how many requests would pass now
 * @param nanosToNext until one more passes, if none would pass when this was noted
 * @param nanosToFull until the whole burst is there again
 */
record Usage(
        String name, Limit limit, Bucket bucket, boolean admitted, long remaining, long nanosToNext, long nanosToFull) {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Takes one request from the bucket, if there is one. */
    static Usage consume(String name, Limit limit, Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new Usage(
                name,
                limit,
                bucket,
                probe.isConsumed(),
                probe.getRemainingTokens(),
                probe.getNanosToWaitForRefill(),
                probe.getNanosToWaitForReset());
    }

    /** Only looks, for a request that has been refused already. */
    static Usage look(String name, Limit limit, Bucket bucket) {
        EstimationProbe probe = bucket.estimateAbilityToConsume(1);
        return new Usage(
                name,
                limit,
                bucket,
                probe.canBeConsumed(),
                probe.getRemainingTokens(),
                probe.getNanosToWaitForRefill(),
                probe.getNanosToWaitForRefill());
    }

    /** The seconds until this limit lets one more request pass, rounded up. */
    long secondsToNext() {
        if (remaining > 0) {
            return 0;
        }
        return seconds(admitted ? look(name, limit, bucket).nanosToNext() : nanosToNext);
    }

    /** The seconds until the whole burst is there again, rounded up. */
    long secondsToFull() {
        return seconds(nanosToFull);
    }

    private static long seconds(long nanos) {
        return (nanos + SECOND - 1) / SECOND;
    }
}
