package io.github.apiauth.keycloak.ratelimit.asking;

import io.github.apiauth.keycloak.policy.RealmPolicies;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ClientPolicyRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.ClientPolicyMode;
import org.keycloak.services.clientpolicy.ClientPolicyVote;

/**
 * A client policy as a limit sees it: whom it matches, by Keycloak's conditions, and how much they may.
 *
 * @param conditions in the order in which they are asked
 * @param strict whether a condition that abstains is not met
 * @param limits what the policy's profiles set, or none
 */
record LimitPolicy(List<Condition> conditions, boolean strict, List<RoleLimits> limits) {

    static LimitPolicy of(KeycloakSession session, RealmPolicies policies, ClientPolicyRepresentation policy) {
        return new LimitPolicy(
                Stream.ofNullable(policy.getConditions())
                        .flatMap(List::stream)
                        .map(condition -> Condition.of(session, condition))
                        .toList(),
                ClientPolicyMode.STRICT.name().equalsIgnoreCase(policy.getMode()),
                policies.configurations(policy, TokenRateLimitExecutor.PROVIDER_ID)
                        .flatMap(configuration -> TokenRateLimitExecutor.limits(configuration).stream())
                        .toList());
    }

    /**
     * Whether the conditions hold, as {@code DefaultClientPolicyManager.isSatisfied} (26.7.0) asks them.
     *
     * @throws ClientPolicyException if one cannot be evaluated
     */
    boolean holds(KeycloakSession session, ClientPolicyContext context) throws ClientPolicyException {
        boolean holds = false;
        for (Condition condition : conditions) {
            ClientPolicyVote vote = condition.vote(session, context);
            if (vote == ClientPolicyVote.NO || (vote == ClientPolicyVote.ABSTAIN && strict)) {
                return false;
            }
            holds |= vote == ClientPolicyVote.YES;
        }
        return holds;
    }
}
