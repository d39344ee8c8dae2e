package io.github.apiauth.keycloak.ratelimit;

import io.github.apiauth.keycloak.address.SourceAddress;
import io.github.apiauth.keycloak.ratelimit.asking.ClaimedClients.Claim;
import io.github.apiauth.keycloak.ratelimit.counting.CounterStoreException;
import io.github.apiauth.keycloak.ratelimit.counting.Limit;
import io.github.apiauth.keycloak.ratelimit.counting.Limits;
import io.github.apiauth.keycloak.ratelimit.counting.Refusal;
import io.github.apiauth.keycloak.ratelimit.counting.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The count of one request: first the limits of its address, for which nothing of the request need be read; then those of each
 * client that it names, together with the address; and at last, if Keycloak has authenticated another, of that one. Once a
 * limit has refused the request, nothing more is taken and no client looked for: the others are only asked how long to wait.
 */
final class RequestCount {

    private static final String CLIENT = "client";
    private static final String ADDRESS = "address";
    private static final String UNKNOWN = "unknown";

    private final KeycloakSession session;
    private final RateLimiter limiter;
    private final RealmModel realm;
    private final String address;
    private final Set<Limits> forAnyone;

    private final Set<String> clients = new HashSet<>();
    private final List<Usage> usages = new ArrayList<>();
    private final List<Usage> usagesOfUnknown = new ArrayList<>();
    private @Nullable String scope;
    private @Nullable String knownClient;
    private @Nullable Refusal refusal;
    private boolean failed;
    private boolean authenticated;

    RequestCount(KeycloakSession session, RateLimiter limiter) {
        this.session = session;
        this.limiter = limiter;
        this.realm = session.getContext().getRealm();
        this.address = SourceAddress.of(session.getContext().getConnection());
        this.forAnyone = limiter.limits(session, null, null);
    }

    /** What the request did to each limit. */
    List<Usage> usages() {
        return Stream.concat(usages.stream(), usagesOfUnknown.stream()).toList();
    }

    /** The client that the request names, if there is such a client. */
    @Nullable
    String knownClient() {
        return knownClient;
    }

    /** Which limit has refused the request, if one has. */
    Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Whether the counters' store has failed, so that the request is not counted, or not by all limits. */
    boolean hasFailed() {
        return failed;
    }

    /** The seconds after which all limits that have refused the request, or would, let it pass. */
    long secondsToWait() {
        return Math.max(
                1, usages().stream().mapToLong(Usage::secondsToNext).max().orElse(1));
    }

    /** Counts for the address. */
    void countAddress() {
        for (Limits limits : forAnyone) {
            count(ADDRESS, limits.address(), ADDRESS, usages);
        }
    }

    /**
     * Counts for the clients that the request names, and as unknown if it names none, or one that does not exist.
     *
     * @param requestedScope the request's {@code scope}, of which conditions may ask
     */
    void countClients(Set<Claim> claims, @Nullable String requestedScope) {
        scope = requestedScope;
        boolean allExist = !claims.isEmpty();
        for (Claim claim : claims) {
            allExist &=
                    countClient(claim.id()) || (!claim.plainId().equals(claim.id()) && countClient(claim.plainId()));
        }
        if (allExist) {
            giveBackUnknown();
        } else {
            countUnknown();
        }
    }

    /**
     * Counts for the client that was authenticated, unless the request has named it. The first one: in a token exchange others
     * follow.
     *
     * @return whether that was to be counted
     */
    boolean countAuthenticated(ClientModel client) {
        if (authenticated || clients.contains(client.getClientId())) {
            authenticated = true;
            return false;
        }
        authenticated = true;
        count(client);
        giveBackUnknown();
        return true;
    }

    /**
     * A client that this node does not know counts as unknown first, so that made-up ones are looked for in the database only as
     * often as that limit allows.
     *
     * @return whether there is such a client, as far as it was looked for
     */
    private boolean countClient(String id) {
        Optional<Set<Limits>> known = limiter.lastLimits(realm, id);
        if (known.isEmpty()) {
            countUnknown();
        }
        if (refusal != null) {
            known.ifPresent(limits -> count(id, limits));
            return known.isPresent();
        }
        ClientModel client = session.clients().getClientByClientId(realm, id);
        if (client == null) {
            limiter.forget(realm, id);
            return false;
        }
        count(client);
        return true;
    }

    private void count(ClientModel client) {
        count(client.getClientId(), limiter.limits(session, client, scope));
    }

    private void count(String client, Set<Limits> limits) {
        knownClient = client;
        clients.add(client);
        for (Limits each : limits) {
            count(CLIENT, each.client(), CLIENT + '|' + client, usages);
        }
    }

    /** Clients that do not exist share a bucket, so that they fill no memory. */
    private void countUnknown() {
        if (usagesOfUnknown.isEmpty()) {
            for (Limits limits : forAnyone) {
                count(CLIENT, limits.client(), UNKNOWN, usagesOfUnknown);
            }
        }
    }

    private void giveBackUnknown() {
        for (Usage usage : usagesOfUnknown) {
            try {
                if (usage.admitted()) {
                    limiter.buckets().giveBack(usage.limit(), bucket(usage.limit(), UNKNOWN));
                }
            } catch (CounterStoreException failure) {
                limiter.failed(failure); // one less for unknown clients
            }
        }
        usagesOfUnknown.clear();
    }

    private void count(String name, Limit limit, String owner, List<Usage> to) {
        if (failed) {
            return;
        }
        String bucket = bucket(limit, owner);
        try {
            Usage usage = refusal == null
                    ? limiter.buckets().take(name, limit, bucket)
                    : limiter.buckets().look(name, limit, bucket);
            to.add(usage);
            if (refusal == null && !usage.admitted()) {
                refusal = new Refusal(name, bucket);
            }
        } catch (CounterStoreException failure) {
            failed = true;
            limiter.failed(failure);
        }
    }

    private String bucket(Limit limit, String owner) {
        return String.join(
                "|", realm.getId(), address, limit.requests() + "/" + limit.period() + "/" + limit.burst(), owner);
    }
}
