package io.github.apiauth.keycloak.ratelimit;

import io.github.apiauth.keycloak.ratelimit.counting.BucketStore;
import io.github.apiauth.keycloak.ratelimit.counting.Buckets;
import io.github.apiauth.keycloak.ratelimit.counting.CounterStoreException;
import io.github.apiauth.keycloak.ratelimit.counting.Limit;
import io.github.apiauth.keycloak.ratelimit.counting.Usage;
import io.github.apiauth.keycloak.ratelimit.telling.RateLimitHeaders;
import java.util.List;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The decision about a request by the limits of its address and of its client, to the values of the headers. The counters are in a
 * real Infinispan, as Keycloak runs it on a single node.
 */
@State(Scope.Benchmark)
public class RateLimitBenchmark {

    /** More than can be asked: it is filled faster than a thread takes from it. */
    private static final Limit NEVER_MET = new Limit(Integer.MAX_VALUE, 60, Integer.MAX_VALUE);

    private static final Limit ALWAYS_MET = new Limit(1, 24 * 60 * 60, 1);

    private final EmbeddedCacheManager manager = new DefaultCacheManager();
    private final Buckets buckets = new Buckets(BucketStore.in(manager, 100_000));

    /** For JMH. */
    @TearDown
    public void stop() {
        manager.stop();
    }

    /** Both limits let the request pass. */
    @Benchmark
    public List<String> admitted() throws CounterStoreException {
        return headers(List.of(take("address", NEVER_MET), take("client", NEVER_MET)));
    }

    /** The client's limit refuses it. */
    @Benchmark
    public List<String> refused() throws CounterStoreException {
        return headers(List.of(take("address", NEVER_MET), take("client", ALWAYS_MET)));
    }

    private Usage take(String name, Limit limit) throws CounterStoreException {
        return buckets.take(name, limit, name);
    }

    private static List<String> headers(List<Usage> usages) {
        return List.of(RateLimitHeaders.policy(usages), RateLimitHeaders.state(usages));
    }
}
