package io.github.apiauth.keycloak.ratelimit.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bucket4j.Bucket;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.infinispan.commons.TimeoutException;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The counters in a real Infinispan, as Keycloak runs it on a single node; and what becomes of requests without one. */
class BucketsTest {

    private static final int MAX_ENTRIES = 1000;
    private static final Limit LIMIT = new Limit(1, 24 * 60 * 60, 20);

    private final EmbeddedCacheManager manager = new DefaultCacheManager();
    private final Buckets buckets = new Buckets(BucketStore.in(manager, MAX_ENTRIES));

    @AfterEach
    void stop() {
        manager.stop();
    }

    @Test
    void givenParallelRequests_thenExactlyTheBurstIsAdmitted() throws Exception {
        assertThat(admittedOf400(buckets)).isEqualTo(LIMIT.burst());
    }

    @Test
    void givenFloodOfNames_thenMemoryIsBoundedAndACounterInUseStays() throws CounterStoreException {
        while (take(buckets, "in use")) {
            assertThat(manager.getCache(SharedStore.CACHE)).hasSizeLessThan(2);
        }
        for (int i = 0; i < 50 * MAX_ENTRIES; i++) {
            take(buckets, "flood " + i);
            if (i % (MAX_ENTRIES / 10) == 0) {
                assertThat(take(buckets, "in use")).as("after %s", i).isFalse();
            }
        }
        assertThat(manager.getCache(SharedStore.CACHE).size()).isPositive().isLessThanOrEqualTo(MAX_ENTRIES);
    }

    @Test
    void givenOneGivenBack_thenItIsThereAgain() throws CounterStoreException {
        Limit one = new Limit(1, 24 * 60 * 60, 1);
        assertThat(buckets.take("client", one, "a").admitted()).isTrue();
        buckets.giveBack(one, "a");
        assertThat(buckets.look("client", one, "a").admitted()).isTrue();
        assertThat(buckets.take("client", one, "a").admitted()).isTrue();
        assertThat(buckets.look("client", one, "a").admitted()).isFalse();
    }

    /** As of an Infinispan that is not the one that the pack is made for: one that has been stopped serves no cache. */
    @Test
    void givenNoCache_thenEachNodeCountsAlone() throws Exception {
        manager.stop();
        assertThat(admittedOf400(new Buckets(BucketStore.in(manager, MAX_ENTRIES))))
                .isEqualTo(LIMIT.burst());
    }

    /** Each call that fails waits as long as Infinispan would. */
    @Test
    void givenStoreThatHangs_thenRequestsGoOnAndCountAgainWhenItAnswers() throws Exception {
        HangingStore store = new HangingStore();
        Buckets hanging = new Buckets(store);
        while (hanging.isCounting()) {
            assertUncounted(hanging);
        }
        int asked = store.asked.get();
        assertThat(asked).isLessThan(5);

        for (int i = 0; i < 10_000; i++) {
            assertUncounted(hanging);
        }
        assertThat(store.asked).as("while the breaker is open").hasValue(asked);

        await().untilAsserted(() -> {
            assertUncounted(hanging);
            assertThat(store.asked).as("with a probe").hasValue(asked + 1);
        });
        assertUncounted(hanging);
        assertThat(store.asked).as("after a probe that failed").hasValue(asked + 1);

        store.answers.set(true);
        await().ignoreException(CounterStoreException.class).until(() -> take(hanging, "a"));
        assertThat(hanging.isCounting()).isTrue();
        assertThat(admittedOf400(hanging)).isEqualTo(LIMIT.burst() - 1);
    }

    private static void assertUncounted(Buckets buckets) {
        assertThatThrownBy(() -> take(buckets, "a")).isInstanceOf(CounterStoreException.class);
    }

    private static boolean take(Buckets buckets, String name) throws CounterStoreException {
        return buckets.take("client", LIMIT, name).admitted();
    }

    private static int admittedOf400(Buckets buckets) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> request = () -> take(buckets, "a");
            int admitted = 0;
            for (Future<Boolean> each : threads.invokeAll(Collections.nCopies(400, request))) {
                admitted += each.get() ? 1 : 0;
            }
            return admitted;
        } finally {
            threads.shutdown();
        }
    }

    private static final class HangingStore implements BucketStore {

        private final BucketStore store = new NodeStore(MAX_ENTRIES);
        final AtomicBoolean answers = new AtomicBoolean();
        final AtomicInteger asked = new AtomicInteger();

        @Override
        public Bucket bucket(String name, Limit limit) {
            asked.incrementAndGet();
            if (!answers.get()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                throw new TimeoutException("no answer");
            }
            return store.bucket(name, limit);
        }

        @Override
        public void keep(String name) {
            store.keep(name);
        }
    }
}
