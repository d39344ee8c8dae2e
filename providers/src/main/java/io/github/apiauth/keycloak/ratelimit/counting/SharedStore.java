package io.github.apiauth.keycloak.ratelimit.counting;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.grid.infinispan.Bucket4jInfinispan;
import io.github.bucket4j.grid.infinispan.serialization.Bucket4jProtobufContextInitializer;
import java.time.Duration;
import org.infinispan.Cache;
import org.infinispan.commons.CacheException;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfiguration;
import org.infinispan.context.Flag;
import org.infinispan.eviction.EvictionStrategy;
import org.infinispan.functional.impl.FunctionalMapImpl;
import org.infinispan.functional.impl.ReadWriteMapImpl;
import org.infinispan.manager.EmbeddedCacheManager;

/**
 * Bucket4j's buckets in a cache of Keycloak's own Infinispan.
 *
 * <p>In a cluster the cache is distributed. Bucket4j sends its command to the node that owns the bucket, which carries it out
 * under the entry's lock: one call over the network, however many nodes ask at once, and no update is lost.
 */
final class SharedStore implements BucketStore {

    static final String CACHE = "apiAuthRateLimit";

    /** A second owner, so that a node that dies takes no counter with it. */
    private static final int OWNERS = 2;

    /** Longer, and the store has failed: see docs/decisions/0007. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** How long a bucket is kept after it is full again, which is when it says no more than a new one. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final ProxyManager<String> buckets;

    private final Cache<String, byte[]> own;

    private SharedStore(ProxyManager<String> buckets, Cache<String, byte[]> own) {
        this.buckets = buckets;
        this.own = own;
    }

    /**
     * Defines the cache on this node, if that has not been done: Keycloak may initialize a factory more than once.
     *
     * @throws LinkageError if this Infinispan has not the inner classes that Bucket4j builds on
     * @throws RuntimeException if the cache cannot be had
     */
    static SharedStore in(EmbeddedCacheManager manager, int maxEntries) {
        GlobalConfiguration global = manager.getCacheManagerConfiguration();
        if (global.isClustered()) {
            requireSchema(global);
        }
        if (!manager.cacheConfigurationExists(CACHE)) {
            manager.defineConfiguration(CACHE, configuration(global, maxEntries));
        }
        Cache<String, byte[]> cache = manager.getCache(CACHE);
        SharedStore store = new SharedStore(
                Bucket4jInfinispan.entryProcessorBasedBuilder(
                                // Infinispan (16.0) has no other way to a ReadWriteMap.
                                ReadWriteMapImpl.create(FunctionalMapImpl.create(cache.getAdvancedCache())))
                        .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT))
                        .build(),
                cache.getAdvancedCache().withFlags(Flag.CACHE_MODE_LOCAL));
        store.tryOut();
        return store;
    }

    /** Keycloak finds it by its name in META-INF/services when it is built, as its own ({@code Marshalling}, 26.7.0). */
    private static void requireSchema(GlobalConfiguration global) {
        if (global.serialization().contextInitializers().stream()
                .noneMatch(Bucket4jProtobufContextInitializer.class::isInstance)) {
            throw new IllegalStateException("Keycloak does not know the schema of the counters' commands");
        }
    }

    private static Configuration configuration(GlobalConfiguration global, int maxEntries) {
        ConfigurationBuilder builder = new ConfigurationBuilder();
        builder.statistics().enabled(global.statistics()); // as Keycloak's caches: with --metrics-enabled=true
        builder.memory().maxCount(maxEntries).whenFull(EvictionStrategy.REMOVE);
        builder.locking().lockAcquisitionTimeout(PATIENCE.toMillis());
        if (global.isClustered()) {
            builder.clustering()
                    .cacheMode(CacheMode.DIST_SYNC)
                    .remoteTimeout(PATIENCE.toMillis())
                    .hash()
                    .numOwners(OWNERS);
        }
        return builder.build();
    }

    /** So that a class that is not there is missed now and not at the first request. */
    private void tryOut() {
        try {
            bucket("", new Limit(1, 1, 1)).getAvailableTokens();
            buckets.removeProxy("");
        } catch (CacheException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof LinkageError missing) {
                    throw missing;
                }
            }
            // Else another node does not answer yet, which passes.
        }
    }

    @Override
    public Bucket bucket(String name, Limit limit) {
        return buckets.getProxy(name, limit::bucket);
    }

    /**
     * {@inheritDoc} If this node owns it: Infinispan (16.0) counts a write or a plain read as use, but not Bucket4j's command if
     * that only reads.
     */
    @Override
    public void keep(String name) {
        own.get(name);
    }
}
