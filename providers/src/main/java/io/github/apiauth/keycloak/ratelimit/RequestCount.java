package io.github.apiauth.keycloak.ratelimit;

import io.github.apiauth.keycloak.address.SourceAddress;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The count of one request: first the limits of its address, which cost no look at the database; then those of each client that
 * it names, together with the address.
 */
final class RequestCount {

    private static final String CLIENT = "client";
    private static final String ADDRESS = "address";

    private final KeycloakSession session;
    private final RateLimiter limiter;
    private final RealmModel realm;
    private final String address;
    private final List<Usage> usages = new ArrayList<>();
    private @Nullable String knownClient;

    RequestCount(KeycloakSession session, RateLimiter limiter) {
        this.session = session;
        this.limiter = limiter;
        this.realm = session.getContext().getRealm();
        this.address = SourceAddress.of(session.getContext().getConnection());
    }

    /** What the request did to each limit. */
    List<Usage> usages() {
        return usages;
    }

    /** The client that the request names, if there is such a client. */
    @Nullable
    String knownClient() {
        return knownClient;
    }

    /** The seconds after which all limits that have refused the request, or would, let it pass. */
    long secondsToWait() {
        return Math.max(1, usages.stream().mapToLong(Usage::secondsToNext).max().orElse(1));
    }

    /** Counts the request, and says whether all limits let it pass. */
    boolean isAdmitted(MultivaluedMap<String, String> parameters) {
        Set<Limits> forAnyone = limiter.limits(session, null, null);
        Set<String> claimed = ClaimedClients.of(session.getContext().getHttpRequest(), parameters);
        for (Limits limits : forAnyone) {
            if (!isAdmitted(ADDRESS, limits.address(), bucket(limits.address(), ADDRESS))) {
                look(claimed);
                return false;
            }
        }
        boolean admitted = true;
        boolean anonymous = claimed.isEmpty();
        for (String id : claimed) {
            ClientModel client = session.clients().getClientByClientId(realm, id);
            if (client == null) {
                anonymous = true;
            } else {
                knownClient = client.getClientId();
                admitted &= isAdmitted(client, parameters.getFirst(OAuth2Constants.SCOPE));
            }
        }
        // Made-up clients share a bucket, so that they fill no memory.
        return admitted && (!anonymous || isAdmitted(forAnyone, "unknown"));
    }

    private boolean isAdmitted(ClientModel client, @Nullable String scope) {
        return isAdmitted(limiter.limits(session, client, scope), bucketOf(client.getClientId()));
    }

    private boolean isAdmitted(Set<Limits> limits, String owner) {
        boolean admitted = true;
        for (Limits each : limits) {
            admitted &= isAdmitted(CLIENT, each.client(), bucket(each.client(), owner));
        }
        return admitted;
    }

    private boolean isAdmitted(String name, Limit limit, String bucket) {
        Usage usage = Usage.consume(unique(name), limit, limiter.buckets().get(bucket, limit));
        usages.add(usage);
        if (!usage.admitted()) {
            limiter.buckets().keep(bucket);
            limiter.events().refused(session, bucket, name, knownClient);
        }
        return usage.admitted();
    }

    /** What else the client would have to wait for, so that {@code Retry-After} is true. */
    private void look(Set<String> claimed) {
        for (String id : claimed) {
            limiter.lastLimits(realm, id).ifPresent(all -> {
                knownClient = id;
                for (Limits limits : all) {
                    String bucket = bucket(limits.client(), bucketOf(id));
                    usages.add(Usage.look(
                            unique(CLIENT), limits.client(), limiter.buckets().get(bucket, limits.client())));
                }
            });
        }
    }

    private String bucket(Limit limit, String owner) {
        return String.join(
                "|", realm.getId(), address, limit.requests() + "/" + limit.period() + "/" + limit.burst(), owner);
    }

    private static String bucketOf(String client) {
        return CLIENT + '|' + client;
    }

    private String unique(String name) {
        long before =
                usages.stream().filter(usage -> usage.name().startsWith(name)).count();
        return before == 0 ? name : name + '-' + (before + 1);
    }
}
