package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Realms;
import io.github.apiauth.keycloak.it.server.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients may send what their client role gives them: docs/how-to/limit-a-client.md. */
@Once
class RateLimitByRoleIT {

    private static final String REALM = "limited-by-role";

    @BeforeAll
    static void create() {
        Map<String, Object> realm = Realms.withLane(Map.of(
                "realm",
                REALM,
                "enabled",
                true,
                "clientScopes",
                List.of(Map.of("name", "read", "protocol", "openid-connect")),
                "clients",
                List.of(client("busy"), client("promoted"), client("plain")),
                "roles",
                Map.of("client", Map.of("busy", List.of(Map.of("name", "gold"))))));
        realm.put("clientProfiles", Realms.profiles(profile("gold=3")));
        realm.put("clientPolicies", Realms.policies(Realms.policy("limit", Realms.ANY_CLIENT)));
        AdminApi.shared().createRealm(realm);
    }

    @Test
    void givenRole_thenItsNumber() {
        for (int i = 0; i < 3; i++) {
            Answer answer = token("busy");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("RateLimit-Policy"))
                    .containsExactly("\"address\";q=1000;w=86400, \"client\";q=3;w=86400");
        }
        assertThat(token("busy").status()).isEqualTo(429);
    }

    @Test
    void givenNoRole_thenTheNumberForAll() {
        assertThat(token("plain").status()).isEqualTo(200);
        assertThat(token("plain").status()).isEqualTo(429);
    }

    @Test
    void givenNewRole_thenItHoldsAtOnce() {
        assertThat(token("promoted").status()).isEqualTo(200);
        assertThat(token("promoted").status()).isEqualTo(429);
        AdminApi admin = AdminApi.shared();
        admin.post(admin.client(REALM, "promoted") + "/roles", Map.of("name", "gold"));
        assertThat(token("promoted").status()).isEqualTo(200);
    }

    @Test
    void givenNonsense_thenTheConsoleSaysWhatIsWrong() {
        Answer refused = AdminApi.shared()
                .send("PUT", "/realms/" + REALM + "/client-policies/profiles", Realms.profiles(profile("gold")));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").asText())
                .isEqualTo("Executor token-rate-limit: 'gold' must be a client role and a number from 1 to 1000000,"
                        + " such as gold=6000");
    }

    private static Answer token(String client) {
        return Request.to("/realms/" + REALM + "/rest/api/v2/oauth/token")
                .basic(client, "secret")
                .json("grant_type", "client_credentials");
    }

    private static Map<String, Object> profile(String requestsByRole) {
        return Realms.profile(
                "limit",
                "token-rate-limit",
                Map.of(
                        "requests",
                        1,
                        "period",
                        86400,
                        "address-requests",
                        1000,
                        "requests-by-role",
                        List.of(requestsByRole)));
    }

    private static Map<String, Object> client(String id) {
        return Map.of(
                "clientId",
                id,
                "secret",
                "secret",
                "serviceAccountsEnabled",
                true,
                "optionalClientScopes",
                List.of("read"));
    }
}
