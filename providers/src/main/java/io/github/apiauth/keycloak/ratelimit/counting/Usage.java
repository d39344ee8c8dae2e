package io.github.apiauth.keycloak.ratelimit.counting;

import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import java.util.concurrent.TimeUnit;

/**
 * What a request did to one limit.
 *
 * @param name of the limit, as the headers call it
 * @param limit that was used
 * @param admitted whether the limit lets the request pass
 * @param remaining how many requests would pass now
 * @param nanosToNext until one more passes
 * @param nanosToFull until the whole burst is there again
 */
public record Usage(String name, Limit limit, boolean admitted, long remaining, long nanosToNext, long nanosToFull) {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** What taking a request from the bucket led to. */
    public static Usage of(String name, Limit limit, ConsumptionProbe probe) {
        return new Usage(
                name,
                limit,
                probe.isConsumed(),
                probe.getRemainingTokens(),
                probe.isConsumed()
                        ? limit.nanosToNext(probe.getRemainingTokens(), probe.getNanosToWaitForReset())
                        : probe.getNanosToWaitForRefill(),
                probe.getNanosToWaitForReset());
    }

    /** What a look at the bucket has shown. */
    public static Usage of(String name, Limit limit, EstimationProbe probe) {
        return new Usage(
                name,
                limit,
                probe.canBeConsumed(),
                probe.getRemainingTokens(),
                probe.getNanosToWaitForRefill(),
                probe.getNanosToWaitForRefill());
    }

    /** The seconds until this limit lets one more request pass, rounded up. */
    public long secondsToNext() {
        return seconds(nanosToNext);
    }

    /** The seconds until the whole burst is there again, rounded up. */
    public long secondsToFull() {
        return seconds(nanosToFull);
    }

    private static long seconds(long nanos) {
        return (nanos + SECOND - 1) / SECOND;
    }
}
