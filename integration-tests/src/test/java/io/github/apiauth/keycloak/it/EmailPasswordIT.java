package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.Envelopes.assertError;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Request;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The password grant with an e-mail address, in every state that an account can be in. */
class EmailPasswordIT {

    private static final String USERS = "/realms/api/users/";
    private static final String PASSWORD = "correct-password";
    private static final String FLOW = "/realms/api/authentication/flows/api%20direct%20grant/executions";

    private String user = "";

    @BeforeEach
    void createUser() {
        user = AdminApi.shared().createUser("api", "ann", "ann@example.org", PASSWORD, Map.of());
    }

    @AfterEach
    void deleteUser() {
        AdminApi.shared().delete(USERS + user);
    }

    @Test
    void givenEmailAndPassword_thenToken() {
        Answer answer = login("email", "ann@example.org", "password", PASSWORD);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("message").asText()).isEqualTo("Token issued");
        assertThat(Jwt.claims(answer.data("access_token")).path("sub").asText()).isEqualTo(user);
        assertThat(answer.data().path("expires_in").asInt()).isEqualTo(86400);
    }

    @Test
    void givenForm_thenToken() {
        assertThat(Request.api()
                        .basic(WEB_APP, secret(WEB_APP))
                        .form("grant_type", "password", "email", "ann@example.org", "password", PASSWORD)
                        .status())
                .isEqualTo(200);
    }

    /** With the option that docs/operations.md names. */
    @Test
    void givenOneUserSeveralTimesAtOnce_thenTokens() {
        assertThat(Request.atOnce(8, () -> login("email", "ann@example.org", "password", PASSWORD)))
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(200));
    }

    @Test
    void givenEmailInOtherCase_thenToken() {
        assertThat(login("email", "Ann@Example.ORG", "password", PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void givenEmailAsUsername_thenToken() {
        assertThat(login("username", "ann@example.org", "password", PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void givenUsername_thenToken() {
        assertThat(login("username", "ann", "password", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void givenBothAndTheSame_thenToken() {
        assertThat(login("email", "ann@example.org", "username", "ann@example.org", "password", PASSWORD)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void givenBothAndDifferent_thenInvalidRequest() {
        assertError(
                login("email", "ann@example.org", "username", "ann", "password", PASSWORD),
                400,
                "invalid_request",
                "Parameters email and username differ: send one of them");
    }

    @Test
    void givenUsernameAsEmail_thenNotFound() {
        assertRefused(login("email", "ann", "password", PASSWORD));
    }

    @Test
    void givenAnothersEmailAsUsername_thenEmailIsNoUsername() {
        String namedLikeAnEmail =
                AdminApi.shared().createUser("api", "not-her@example.org", "bob@example.org", PASSWORD, Map.of());
        try {
            assertRefused(login("email", "not-her@example.org", "password", PASSWORD));
        } finally {
            AdminApi.shared().delete(USERS + namedLikeAnEmail);
        }
    }

    @Test
    void givenNeither_thenInvalidRequest() {
        assertError(login("password", PASSWORD), 400, "invalid_request", "Missing parameter: email");
    }

    @Test
    void givenNoPassword_thenInvalidRequestWhetherTheUserExistsOrNot() {
        assertError(login("email", "ann@example.org"), 400, "invalid_request", "Missing parameter: password");
        assertError(login("email", "nobody@example.org"), 400, "invalid_request", "Missing parameter: password");
        assertError(login("username", "ann"), 400, "invalid_request", "Missing parameter: password");
    }

    @Test
    void givenWrongPassword_thenRefused() {
        assertRefused(login("email", "ann@example.org", "password", "wrong"));
    }

    @Test
    void givenWrongPasswordAndBasicClientAuthentication_thenTheClientIsNotChallenged() {
        assertThat(login("email", "ann@example.org", "password", "wrong").header("WWW-Authenticate"))
                .isEmpty();
    }

    @Test
    void givenOneTimePassword_thenItIsRequired() throws Exception {
        byte[] key = "12345678901234567890".getBytes(StandardCharsets.UTF_8);
        String otto = AdminApi.shared()
                .createUser(
                        "api",
                        "otto",
                        "otto@example.org",
                        PASSWORD,
                        Map.of(
                                "credentials",
                                List.of(
                                        Map.of("type", "password", "value", PASSWORD),
                                        Map.of(
                                                "type",
                                                "otp",
                                                "secretData",
                                                "{\"value\":\"" + new String(key, StandardCharsets.UTF_8) + "\"}",
                                                "credentialData",
                                                "{\"subType\":\"totp\",\"digits\":6,\"period\":30,"
                                                        + "\"counter\":0,\"algorithm\":\"HmacSHA1\"}"))));
        try {
            assertRefused(login("email", "otto@example.org", "password", PASSWORD));
            assertRefused(login("email", "otto@example.org", "password", PASSWORD, "totp", "000000"));
            assertThat(login("email", "otto@example.org", "password", PASSWORD, "totp", totp(key))
                            .status())
                    .isEqualTo(200);
        } finally {
            AdminApi.shared().delete(USERS + otto);
        }
    }

    /** RFC 6238 with the parameters above. */
    private static String totp(byte[] key) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES)
                .putLong(System.currentTimeMillis() / 30_000)
                .array());
        int binary = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
        return String.format("%06d", binary % 1_000_000);
    }

    @Test
    void givenUnknownEmail_thenRefused() {
        assertRefused(login("email", "nobody@example.org", "password", PASSWORD));
    }

    @Test
    void givenDisabledUserAndRightPassword_thenRefused() {
        AdminApi.shared().put(USERS + user, Map.of("enabled", false));
        assertRefused(login("email", "ann@example.org", "password", PASSWORD));
    }

    @Test
    void givenServiceAccount_thenRefused() {
        String serviceAccount = AdminApi.shared()
                .get("/realms/api/users?exact=true&username=service-account-server-app")
                .path(0)
                .path("id")
                .asText();
        AdminApi.shared().put(USERS + serviceAccount, Map.of("email", "service@example.org"));
        assertRefused(login("email", "service@example.org", "password", PASSWORD));
    }

    @Test
    void givenRequiredAction_thenInvalidGrant() {
        AdminApi.shared().put(USERS + user, Map.of("requiredActions", List.of("UPDATE_PASSWORD")));
        assertError(
                login("email", "ann@example.org", "password", PASSWORD),
                401,
                "invalid_grant",
                "Account is not fully set up");
    }

    @Test
    void givenTooManyFailures_thenLockedEvenWithTheRightPassword() {
        for (int i = 0; i < 10; i++) {
            assertRefused(login("email", "ann@example.org", "password", "wrong"));
        }
        assertRefused(login("email", "ann@example.org", "password", PASSWORD));
        JsonNode state = AdminApi.shared().get("/realms/api/attack-detection/brute-force/users/" + user);
        assertThat(state.path("numFailures").asInt()).isEqualTo(10);
        assertThat(state.path("disabled").asBoolean()).isTrue();
    }

    @Test
    void givenStandardLane_thenKeycloaksStatuses() {
        Answer wrong = Request.standard("token")
                .basic(WEB_APP, secret(WEB_APP))
                .form("grant_type", "password", "email", "ann@example.org", "password", "wrong");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body())
                .isEqualTo("{\"error\":\"invalid_grant\",\"error_description\":\"Invalid user credentials\"}");
    }

    @Test
    void givenTwoUsersWithOneEmail_thenRefused() {
        Map<String, Object> before = Map.of("loginWithEmailAllowed", true, "duplicateEmailsAllowed", false);
        AdminApi.shared().put("/realms/api", Map.of("loginWithEmailAllowed", false, "duplicateEmailsAllowed", true));
        try {
            assertThat(login("email", "ann@example.org", "password", PASSWORD).status())
                    .isEqualTo(200);
            String twin = AdminApi.shared().createUser("api", "twin", "ann@example.org", PASSWORD, Map.of());
            try {
                assertRefused(login("email", "ann@example.org", "password", PASSWORD));
            } finally {
                AdminApi.shared().delete(USERS + twin);
            }
        } finally {
            AdminApi.shared().put("/realms/api", before);
        }
    }

    @Test
    void givenVerificationRequired_thenOnlyVerifiedUsers() {
        configure(Map.of("acceptUsername", "true", "requireVerifiedEmail", "true"));
        try {
            assertRefused(login("email", "ann@example.org", "password", PASSWORD));
            AdminApi.shared().put(USERS + user, Map.of("emailVerified", true));
            assertThat(login("email", "ann@example.org", "password", PASSWORD).status())
                    .isEqualTo(200);
        } finally {
            configure(Map.of("acceptUsername", "true", "requireVerifiedEmail", "false"));
        }
    }

    @Test
    void givenUsernameNotAccepted_thenOnlyEmail() {
        configure(Map.of("acceptUsername", "false", "requireVerifiedEmail", "false"));
        try {
            assertError(
                    login("username", "ann@example.org", "password", PASSWORD),
                    400,
                    "invalid_request",
                    "Missing parameter: email");
            assertThat(login("email", "ann@example.org", "password", PASSWORD).status())
                    .isEqualTo(200);
        } finally {
            configure(Map.of("acceptUsername", "true", "requireVerifiedEmail", "false"));
        }
    }

    @Test
    void givenLogins_thenNeitherEventsNorLogHoldTheEmail() {
        login("email", "ann@example.org", "password", PASSWORD);
        login("email", "ann@example.org", "password", "wrong");
        login("email", "nobody@example.org", "password", "wrong");
        String events = AdminApi.shared().get("/realms/api/events?max=20").toString();
        assertThat(events).contains("a***@example.org", "n***@example.org", "\"user_not_found\"");
        assertThat(events + KeycloakServer.shared().log()).doesNotContain("nobody@example.org", PASSWORD);
        assertThat(events).doesNotContain("ann@example.org");
    }

    /** One password hash each; the answers come at random in between, so that both see the same load. */
    @Test
    void givenUnknownEmail_thenItTakesAsLongAsAWrongPassword() {
        AdminApi.shared().put("/realms/api", Map.of("bruteForceProtected", false));
        try {
            List<Long> unknown = new ArrayList<>();
            List<Long> wrong = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                unknown.add(nanos("nobody" + i + "@example.org"));
                wrong.add(nanos("ann@example.org"));
            }
            double ratio = (double) median(unknown) / median(wrong);
            assertThat(ratio)
                    .as("median time, unknown e-mail to wrong password")
                    .isBetween(0.7, 1.4);
        } finally {
            AdminApi.shared().put("/realms/api", Map.of("bruteForceProtected", true));
        }
    }

    private static long nanos(String email) {
        long begin = System.nanoTime();
        login("email", email, "password", "wrong");
        return System.nanoTime() - begin;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static void configure(Map<String, String> config) {
        for (JsonNode execution : AdminApi.shared().get(FLOW)) {
            if (execution.path("providerId").asText().equals("direct-grant-validate-email")) {
                String id = execution.path("authenticationConfig").asText();
                String path = "/realms/api/authentication/config/" + id;
                Map<String, Object> model =
                        new ObjectMapper().convertValue(AdminApi.shared().get(path), new TypeReference<>() {});
                model.put("config", config);
                AdminApi.shared().put(path, model);
            }
        }
    }

    private static void assertRefused(Answer answer) {
        assertError(answer, 401, "invalid_grant", "Invalid user credentials");
    }

    private static Answer login(Object... parameters) {
        List<Object> all = new ArrayList<>(List.of("grant_type", "password"));
        all.addAll(List.of(parameters));
        return Request.api().basic(WEB_APP, secret(WEB_APP)).json(all.toArray());
    }
}
