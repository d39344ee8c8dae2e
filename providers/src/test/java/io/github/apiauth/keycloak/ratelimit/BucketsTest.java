package io.github.apiauth.keycloak.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The counters in a real Infinispan, as Keycloak runs it on a single node. */
class BucketsTest {

    private static final int MAX_ENTRIES = 1000;
    private static final Limit LIMIT = new Limit(1, 24 * 60 * 60, 20);

    private final EmbeddedCacheManager manager = new DefaultCacheManager();
    private final Buckets buckets = Buckets.in(manager, MAX_ENTRIES);

    @AfterEach
    void stop() {
        manager.stop();
    }

    @Test
    void givenParallelRequests_thenExactlyTheBurstIsAdmitted() throws InterruptedException {
        AtomicInteger admitted = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 400; i++) {
            threads.execute(() -> {
                if (consume("a")) {
                    admitted.incrementAndGet();
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(admitted).hasValue(LIMIT.burst());
    }

    @Test
    void givenFloodOfNames_thenMemoryIsBoundedAndACounterInUseStays() {
        while (consume("in use")) {
            assertThat(manager.getCache(Buckets.CACHE)).hasSizeLessThan(2);
        }
        for (int i = 0; i < 50 * MAX_ENTRIES; i++) {
            consume("flood " + i);
            if (i % (MAX_ENTRIES / 10) == 0) {
                assertThat(consume("in use")).as("after %s", i).isFalse();
            }
        }
        assertThat(manager.getCache(Buckets.CACHE).size()).isPositive().isLessThanOrEqualTo(MAX_ENTRIES);
    }

    private boolean consume(String name) {
        boolean admitted =
                Usage.consume("client", LIMIT, buckets.get(name, LIMIT)).admitted();
        if (!admitted) {
            buckets.keep(name);
        }
        return admitted;
    }
}
