package io.github.apiauth.keycloak.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.apiauth.keycloak.ratelimit.asking.Policies;
import io.github.apiauth.keycloak.ratelimit.counting.Buckets;
import io.github.apiauth.keycloak.ratelimit.counting.CounterStoreException;
import io.github.apiauth.keycloak.ratelimit.counting.Limits;
import io.github.apiauth.keycloak.ratelimit.telling.RefusalEvents;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What the requests of a node share. */
final class RateLimiter {

    private static final Logger LOG = Logger.getLogger(RateLimiter.class);
    private static final long LOG_PAUSE = TimeUnit.MINUTES.toNanos(1);
    private static final int REMEMBERED = 100_000;

    private final Buckets buckets;
    private final Policies policies = new Policies();
    private final Optional<Limits> defaults;
    private final RefusalEvents events = new RefusalEvents();
    private final Cache<String, Set<Limits>> limitsOfClients =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final AtomicLong lastFailure = new AtomicLong(System.nanoTime() - LOG_PAUSE);

    RateLimiter(Buckets buckets, Optional<Limits> defaults) {
        this.buckets = buckets;
        this.defaults = defaults;
    }

    Buckets buckets() {
        return buckets;
    }

    RefusalEvents events() {
        return events;
    }

    /** Whether there is a limit for anyone in the session's realm. */
    boolean isOn(KeycloakSession session) {
        return defaults.isPresent() || policies.setLimits(session);
    }

    /** The limits that policies set for this client, else the server's default. See {@link Policies#limits}. */
    Set<Limits> limits(KeycloakSession session, @Nullable ClientModel client, @Nullable String scope) {
        Set<Limits> set = policies.limits(session, client, scope);
        Set<Limits> limits = set.isEmpty() ? defaults.map(Set::of).orElse(set) : set;
        if (client != null) {
            String key = key(client.getRealm(), client.getClientId());
            if (!limits.equals(limitsOfClients.getIfPresent(key))) {
                limitsOfClients.put(key, limits);
            }
        }
        return limits;
    }

    /**
     * The limits that a client had when this node last asked, or none: costs no look at the database, where a made-up
     * client id would lead to.
     */
    Optional<Set<Limits>> lastLimits(RealmModel realm, String clientId) {
        return Optional.ofNullable(limitsOfClients.getIfPresent(key(realm, clientId)));
    }

    /** There is no such client any more. */
    void forget(RealmModel realm, String clientId) {
        limitsOfClients.invalidate(key(realm, clientId));
    }

    private static String key(RealmModel realm, String clientId) {
        return realm.getId() + '|' + clientId;
    }

    /** Says, once a minute, that requests pass uncounted. */
    void failed(CounterStoreException failure) {
        long last = lastFailure.get();
        long now = System.nanoTime();
        if (now - last >= LOG_PAUSE && lastFailure.compareAndSet(last, now)) {
            LOG.error("The token rate limit cannot count; requests pass without it", failure);
        }
    }
}
