package io.github.apiauth.keycloak.ratelimit.counting;

import dev.failsafe.CircuitBreaker;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.function.Function;

/**
 * The counters, and the one place that talks to their store. While the store does not answer it is asked once every two seconds
 * and not by each request: a circuit breaker, whose probe is the one request that is let through.
 */
public final class Buckets {

    /** The breaker opens when so many … */
    private static final int FAILURES = 3;
    /** … of the last so many calls have failed, for … */
    private static final int CALLS = 10;
    /** … so long. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final BucketStore store;

    private final CircuitBreaker<Object> breaker = CircuitBreaker.builder()
            .withFailureThreshold(FAILURES, CALLS)
            .withDelay(PAUSE)
            .withSuccessThreshold(1)
            .build();

    public Buckets(BucketStore store) {
        this.store = store;
    }

    /** Whether the store is asked for each request. */
    public boolean isCounting() {
        return breaker.isClosed();
    }

    /** Takes one request from the bucket, if there is one. */
    public Usage take(String name, Limit limit, String bucket) throws CounterStoreException {
        return ask(bucket, limit, counter -> {
            Usage usage = Usage.of(name, limit, counter.tryConsumeAndReturnRemaining(1));
            if (!usage.admitted()) {
                store.keep(bucket);
            }
            return usage;
        });
    }

    /** Only looks, for a request that has been refused already. */
    public Usage look(String name, Limit limit, String bucket) throws CounterStoreException {
        return ask(bucket, limit, counter -> Usage.of(name, limit, counter.estimateAbilityToConsume(1)));
    }

    /** Puts back what was taken. */
    public void giveBack(Limit limit, String bucket) throws CounterStoreException {
        ask(bucket, limit, counter -> {
            counter.addTokens(1);
            return true;
        });
    }

    private <T> T ask(String bucket, Limit limit, Function<Bucket, T> question) throws CounterStoreException {
        if (!breaker.tryAcquirePermit()) {
            throw new CounterStoreException("The counters' store has not answered and is left alone for now");
        }
        boolean answered = false;
        try {
            T answer = question.apply(store.bucket(bucket, limit));
            answered = true;
            return answer;
        } catch (RuntimeException failure) {
            throw new CounterStoreException(failure);
        } finally {
            if (answered) {
                breaker.recordSuccess();
            } else {
                breaker.recordFailure();
            }
        }
    }
}
