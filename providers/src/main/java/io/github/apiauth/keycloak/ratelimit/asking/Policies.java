package io.github.apiauth.keycloak.ratelimit.asking;

import io.github.apiauth.keycloak.policy.PolicyReading;
import io.github.apiauth.keycloak.policy.RealmPolicies;
import io.github.apiauth.keycloak.ratelimit.counting.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/**
 * The limits that a realm's client policies set. What the policies say is read once until they change; the conditions of those
 * that set limits are asked for each request, unless none asks about it, which is so with {@code any-client} alone.
 */
public final class Policies {

    private final PolicyReading<Reading> readings = new PolicyReading<>(Policies::read);

    /**
     * What a realm's policies say.
     *
     * @param setLimits whether any profile holds the executor
     * @param policies those that set limits
     * @param ofAllRequests the limits, if no condition asks about the request
     */
    private record Reading(boolean setLimits, List<LimitPolicy> policies, Optional<ClientLimits> ofAllRequests) {}

    /** Whether any profile of the session's realm holds the executor. */
    public boolean setLimits(KeycloakSession session) {
        return readings.of(session).setLimits();
    }

    /**
     * The limits for a client.
     *
     * @param client none for a client that is not known (yet): conditions about the client do not hold for it
     * @param scope the request's {@code scope}
     */
    public Set<Limits> limits(KeycloakSession session, @Nullable ClientModel client, @Nullable String scope) {
        Reading reading = readings.of(session);
        return reading.ofAllRequests()
                .orElseGet(() -> limits(reading.policies(), session, new ClaimedClientContext(session, client, scope)))
                .of(client);
    }

    private static Reading read(KeycloakSession session) {
        try {
            RealmPolicies realm = RealmPolicies.of(session);
            List<LimitPolicy> policies = realm.enabled().stream()
                    .map(policy -> LimitPolicy.of(session, realm, policy))
                    .filter(policy -> !policy.limits().isEmpty())
                    .toList();
            boolean samePolicies = policies.stream()
                    .flatMap(policy -> policy.conditions().stream())
                    .noneMatch(Condition::asksAboutRequest);
            return new Reading(
                    realm.hold(TokenRateLimitExecutor.PROVIDER_ID),
                    policies,
                    samePolicies
                            ? Optional.of(limits(policies, session, new ClaimedClientContext(session, null, null)))
                            : Optional.empty());
        } catch (ClientPolicyException unreadable) {
            // Keycloak's endpoint meets it too and refuses the request.
            return new Reading(true, List.of(), Optional.empty());
        }
    }

    private static ClientLimits limits(
            List<LimitPolicy> policies, KeycloakSession session, ClaimedClientContext context) {
        List<RoleLimits> limits = new ArrayList<>();
        for (LimitPolicy policy : policies) {
            try {
                if (policy.holds(session, context)) {
                    limits.addAll(policy.limits());
                }
            } catch (ClientPolicyException broken) {
                // As above. What the other policies set holds all the same.
            }
        }
        return new ClientLimits(limits);
    }
}
