package io.github.apiauth.keycloak.lane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.Fake;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.ClientPoliciesRepresentation;
import org.keycloak.representations.idm.ClientProfilesRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.ClientPolicyManager;

/** What the client policies of a realm say of its contracts. */
class RealmChoiceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NONE = "{}";
    private static final String ENABLED =
            "{\"policies\":[{\"name\":\"a\",\"enabled\":true,\"profiles\":[\"choice\",\"other\"]}]}";

    @Test
    void givenNoRealm_thenNone() {
        assertThat(RealmChoice.of(session(null, NONE, NONE)).isMade()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NONE,
                "{\"profiles\":[]}",
                "{\"profiles\":[{\"name\":\"choice\"}]}",
                "{\"profiles\":[{\"name\":\"choice\",\"executors\":[{\"executor\":\"token-rate-limit\",\"configuration\":{}}]}]}",
                "{\"profiles\":[{\"name\":\"unused\",\"executors\":[{\"executor\":\"legacy-api\",\"configuration\":{}}]}]}",
            })
    void givenNoExecutorInUse_thenNone(String profiles) {
        assertThat(choice(profiles, ENABLED)).isEqualTo(new RealmChoice(false, Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NONE,
                "{\"policies\":[{\"name\":\"a\",\"enabled\":false,\"profiles\":[\"choice\"]}]}",
                "{\"policies\":[{\"name\":\"a\",\"enabled\":true,\"profiles\":[\"other\"]}]}",
                "{\"policies\":[{\"name\":\"a\",\"enabled\":true}]}",
            })
    void givenNoEnabledPolicyWithTheProfile_thenNone(String policies) {
        assertThat(choice(profile("\"office\""), policies)).isEqualTo(new RealmChoice(false, Set.of()));
    }

    @Test
    void givenContracts_thenThese() {
        assertThat(choice(profile("\"office\",\"community\""), ENABLED))
                .isEqualTo(new RealmChoice(true, Set.of("office", "community")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"contracts\":[]}", "{\"contracts\":null}"})
    void givenNoContract_thenAChoiceAllTheSame(String configuration) {
        assertThat(choice(profiles(configuration), ENABLED)).isEqualTo(new RealmChoice(true, Set.of()));
    }

    @Test
    void givenTwoExecutors_thenTheContractsOfBoth() {
        String profiles = "{\"profiles\":[{\"name\":\"choice\",\"executors\":["
                + "{\"executor\":\"legacy-api\",\"configuration\":{\"contracts\":[\"office\"]}}]},"
                + "{\"name\":\"other\",\"executors\":["
                + "{\"executor\":\"legacy-api\",\"configuration\":{\"contracts\":[\"office\",\"odd\"]}}]}]}";
        assertThat(choice(profiles, ENABLED).contracts()).containsExactlyInAnyOrder("office", "odd");
    }

    @Test
    void givenPoliciesThatCannotBeRead_thenNone() {
        assertThat(choice("?", ENABLED)).isEqualTo(new RealmChoice(false, Set.of()));
    }

    @Test
    void givenChange_thenItHoldsAtOnce() {
        String realm = UUID.randomUUID().toString();
        assertThat(RealmChoice.of(session(realm, profile("\"office\""), ENABLED))
                        .contracts())
                .containsExactly("office");
        assertThat(RealmChoice.of(session(realm, profile("\"community\""), ENABLED))
                        .contracts())
                .containsExactly("community");
        assertThat(RealmChoice.of(session(realm, profile("\"community\""), NONE))
                        .isMade())
                .isFalse();
    }

    private static String profile(String contracts) {
        return profiles("{\"contracts\":[" + contracts + "]}");
    }

    private static String profiles(String configuration) {
        return "{\"profiles\":[{\"name\":\"choice\",\"executors\":[{\"executor\":\"legacy-api\",\"configuration\":"
                + configuration + "}]}]}";
    }

    private static RealmChoice choice(String profiles, String policies) {
        return RealmChoice.of(session(UUID.randomUUID().toString(), profiles, policies));
    }

    /** Whose realm has these client profiles and policies, as Keycloak keeps them. */
    private static KeycloakSession session(@Nullable String realm, String profiles, String policies) {
        Map<String, Callable<?>> context = new HashMap<>();
        context.put("getRealm", () -> realm == null ? null : realm(realm, profiles + policies));
        return Fake.of(
                KeycloakSession.class,
                Map.of(
                        "getContext", () -> Fake.of(KeycloakContext.class, context),
                        "clientPolicy",
                                () -> Fake.of(
                                        ClientPolicyManager.class,
                                        Map.of(
                                                "getClientProfiles",
                                                        () -> read(profiles, ClientProfilesRepresentation.class),
                                                "getClientPolicies",
                                                        () -> read(policies, ClientPoliciesRepresentation.class)))));
    }

    /** The attributes are what a change is known by. */
    private static RealmModel realm(String id, String attributes) {
        return Fake.of(RealmModel.class, Map.of("getId", () -> id, "getAttribute", () -> attributes));
    }

    private static <T> T read(String json, Class<T> type) throws ClientPolicyException {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException unreadable) {
            throw new ClientPolicyException("unreadable", unreadable.getMessage());
        }
    }
}
