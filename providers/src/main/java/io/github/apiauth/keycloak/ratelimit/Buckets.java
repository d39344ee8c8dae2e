package io.github.apiauth.keycloak.ratelimit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.grid.infinispan.Bucket4jInfinispan;
import io.github.bucket4j.grid.infinispan.serialization.Bucket4jProtobufContextInitializer;
import java.time.Duration;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfiguration;
import org.infinispan.context.Flag;
import org.infinispan.eviction.EvictionStrategy;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.functional.impl.FunctionalMapImpl;
import org.infinispan.functional.impl.ReadWriteMapImpl;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.marshall.protostream.impl.SerializationContextRegistry;
import org.infinispan.marshall.protostream.impl.SerializationContextRegistry.MarshallerType;

/**
 * The counters: Bucket4j's buckets in a cache of Keycloak's own Infinispan.
 *
 * <p>In a cluster the cache is distributed. Bucket4j sends its command to the node that owns the bucket, which carries it out
 * under the entry's lock: one call over the network, however many nodes ask at once, and no update is lost.
 */
final class Buckets {

    static final String CACHE = "apiAuthRateLimit";

    /** A second owner, so that a node that dies takes no counter with it. */
    private static final int OWNERS = 2;

    /** Longer, and the request goes on uncounted: see docs/decisions/0007. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** How long a bucket is kept after it is full again, which is when it says no more than a new one. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final ProxyManager<String> buckets;

    private final Cache<String, byte[]> own;

    private Buckets(ProxyManager<String> buckets, Cache<String, byte[]> own) {
        this.buckets = buckets;
        this.own = own;
    }

    /** Defines the cache on this node, if that has not been done: Keycloak may initialize a factory more than once. */
    static Buckets in(EmbeddedCacheManager manager, int maxEntries) {
        if (!manager.cacheConfigurationExists(CACHE)) {
            // Keycloak registers its own schemas (Marshalling, 26.7.0), which keeps Infinispan from finding others.
            GlobalComponentRegistry.componentOf(manager, SerializationContextRegistry.class)
                    .addContextInitializer(MarshallerType.GLOBAL, new Bucket4jProtobufContextInitializer());
            manager.defineConfiguration(CACHE, configuration(manager.getCacheManagerConfiguration(), maxEntries));
        }
        Cache<String, byte[]> cache = manager.getCache(CACHE);
        return new Buckets(
                Bucket4jInfinispan.entryProcessorBasedBuilder(
                                ReadWriteMapImpl.create(FunctionalMapImpl.create(cache.getAdvancedCache())))
                        .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT))
                        .build(),
                cache.getAdvancedCache().withFlags(Flag.CACHE_MODE_LOCAL));
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

    /** The bucket of this name, which is full if it is new. */
    Bucket get(String name, Limit limit) {
        return buckets.getProxy(name, limit::bucket);
    }

    /**
     * Keeps a bucket that refuses from being dropped for newer ones, if this node owns it. Infinispan (16.0) counts a write
     * or a plain read as use, but not Bucket4j's command if that only reads.
     */
    void keep(String name) {
        own.get(name);
    }
}
