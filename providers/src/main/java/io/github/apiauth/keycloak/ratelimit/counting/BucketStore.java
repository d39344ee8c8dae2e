package io.github.apiauth.keycloak.ratelimit.counting;

import io.github.bucket4j.Bucket;
import org.infinispan.manager.EmbeddedCacheManager;
import org.jboss.logging.Logger;

/** Where buckets are kept. Its buckets throw whatever keeps them from answering. */
public interface BucketStore {

    /** The bucket of this name, which is full if it is new. */
    Bucket bucket(String name, Limit limit);

    /** Keeps a bucket that refuses from being dropped for newer ones. */
    void keep(String name);

    /**
     * The store that all nodes share; or, if this Infinispan is not the one that the pack knows, one of this node alone, so that
     * the server starts and the limit holds on each node.
     */
    static BucketStore in(EmbeddedCacheManager manager, int maxEntries) {
        try {
            return SharedStore.in(manager, maxEntries);
        } catch (LinkageError | RuntimeException unknown) {
            Logger.getLogger(BucketStore.class)
                    .error(
                            "The token rate limit cannot share its counters: each node counts alone, so that a cluster admits"
                                    + " as many times more as it has nodes. Install the release of keycloak-api-auth that is"
                                    + " made for this release of Keycloak",
                            unknown);
            return new NodeStore(maxEntries);
        }
    }
}
