package io.github.apiauth.keycloak.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.ClientPoliciesRepresentation;
import org.keycloak.representations.idm.ClientPolicyExecutorRepresentation;
import org.keycloak.representations.idm.ClientPolicyRepresentation;
import org.keycloak.representations.idm.ClientProfileRepresentation;
import org.keycloak.representations.idm.ClientProfilesRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.ClientPolicyManager;

/**
 * A realm's client profiles and policies, with those of the server.
 *
 * @param profiles all of them
 * @param enabled the policies that are enabled
 */
public record RealmPolicies(List<ClientProfileRepresentation> profiles, List<ClientPolicyRepresentation> enabled) {

    /**
     * Those of the session's realm.
     *
     * @throws ClientPolicyException if they cannot be read
     */
    public static RealmPolicies of(KeycloakSession session) throws ClientPolicyException {
        ClientPolicyManager manager = session.clientPolicy();
        RealmModel realm = session.getContext().getRealm();
        ClientProfilesRepresentation profiles = manager.getClientProfiles(realm, true);
        ClientPoliciesRepresentation policies = manager.getClientPolicies(realm, true);
        return new RealmPolicies(
                both(profiles.getProfiles(), profiles.getGlobalProfiles()).toList(),
                both(policies.getPolicies(), policies.getGlobalPolicies())
                        .filter(policy -> Boolean.TRUE.equals(policy.isEnabled()))
                        .toList());
    }

    /** Whether any profile, in use or not, holds this executor. */
    public boolean hold(String executor) {
        return profiles.stream().flatMap(RealmPolicies::executors).anyMatch(used -> isOf(executor, used));
    }

    /** The executors of the policy's profiles, by their provider ids. */
    public Stream<String> executors(ClientPolicyRepresentation policy) {
        return executorsOf(policy).map(ClientPolicyExecutorRepresentation::getExecutorProviderId);
    }

    /** The configurations that the policy's profiles have for this executor. */
    public Stream<JsonNode> configurations(ClientPolicyRepresentation policy, String executor) {
        return executorsOf(policy)
                .filter(used -> isOf(executor, used))
                .map(ClientPolicyExecutorRepresentation::getConfiguration)
                .filter(Objects::nonNull);
    }

    private static boolean isOf(String provider, ClientPolicyExecutorRepresentation executor) {
        return provider.equals(executor.getExecutorProviderId());
    }

    private Stream<ClientPolicyExecutorRepresentation> executorsOf(ClientPolicyRepresentation policy) {
        return profiles.stream()
                .filter(profile ->
                        policy.getProfiles() != null && policy.getProfiles().contains(profile.getName()))
                .flatMap(RealmPolicies::executors);
    }

    private static Stream<ClientPolicyExecutorRepresentation> executors(ClientProfileRepresentation profile) {
        return Stream.ofNullable(profile.getExecutors()).flatMap(List::stream);
    }

    private static <T> Stream<T> both(@Nullable List<T> realm, @Nullable List<T> server) {
        return Stream.concat(
                Objects.requireNonNullElse(realm, List.<T>of()).stream(),
                Objects.requireNonNullElse(server, List.<T>of()).stream());
    }
}
