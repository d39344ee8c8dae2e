package io.github.apiauth.keycloak.lane;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.policy.PolicyReading;
import io.github.apiauth.keycloak.policy.RealmPolicies;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/**
 * Whether a realm is one of the pack's, and which contracts it answers in: what its administrators have chosen with
 * {@link LegacyApiExecutorFactory} (docs/decisions/0013). Any other realm is as without the pack.
 *
 * @param isMade whether they have chosen, be it no contract: then Keycloak's own endpoints take JSON
 * @param contracts the ids
 */
public record RealmChoice(boolean isMade, Set<String> contracts) {

    private static final RealmChoice NONE = new RealmChoice(false, Set.of());
    private static final PolicyReading<RealmChoice> READING = new PolicyReading<>(RealmChoice::read);

    /** That of the session's realm, if it has one. */
    public static RealmChoice of(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        return realm == null ? NONE : READING.of(session);
    }

    private static RealmChoice read(KeycloakSession session) {
        try {
            RealmPolicies policies = RealmPolicies.of(session);
            List<JsonNode> configurations = policies.enabled().stream()
                    .flatMap(policy -> policies.configurations(policy, LegacyApiExecutorFactory.PROVIDER_ID))
                    .toList();
            return new RealmChoice(
                    !configurations.isEmpty(),
                    configurations.stream()
                            .map(configuration -> configuration.path(LegacyApiExecutorFactory.CONTRACTS))
                            .flatMap(ids -> StreamSupport.stream(ids.spliterator(), false))
                            .map(JsonNode::asText)
                            .collect(Collectors.toUnmodifiableSet()));
        } catch (ClientPolicyException unreadable) {
            return NONE; // Keycloak's endpoints refuse each request of the realm
        }
    }
}
