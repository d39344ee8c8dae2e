package io.github.apiauth.keycloak.ratelimit.counting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;

/** Buckets of one node. Those that are used least are dropped first. */
final class NodeStore implements BucketStore {

    private final Cache<String, Bucket> buckets;

    NodeStore(int maxEntries) {
        buckets = Caffeine.newBuilder().maximumSize(maxEntries).build();
    }

    @Override
    public Bucket bucket(String name, Limit limit) {
        return buckets.get(
                name, absent -> Bucket.builder().addLimit(limit::fill).build());
    }

    @Override
    public void keep(String name) {
        // Caffeine has seen its use.
    }
}
