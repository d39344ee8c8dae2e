package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.Envelopes.assertError;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.SameInContainer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The password grant with an e-mail address, in every state that an account can be in. */
@SameInContainer
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

    /** As an API's users are that never gave more than it asked them for. */
    @ParameterizedTest
    @CsvSource({"email, without-names@example.org", "username, without-names@example.org", "username, without-names"})
    void givenUserWithoutFirstAndLastName_thenToken(String parameter, String name) {
        String withoutNames = createUserOf(Map.of("username", "without-names", "email", "without-names@example.org"));
        try {
            Answer answer = login(parameter, name, "password", PASSWORD);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        } finally {
            AdminApi.shared().delete(USERS + withoutNames);
        }
    }

    @Test
    void givenUserWithoutEmail_thenTokenByUsername() {
        String withoutEmail = createUserOf(Map.of("username", "without-email"));
        try {
            Answer answer = login("username", "without-email", "password", PASSWORD);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        } finally {
            AdminApi.shared().delete(USERS + withoutEmail);
        }
    }

    @Test
    void givenPasswordOfBlanks_thenItIsAPassword() {
        String blank = AdminApi.shared().createUser("api", "blank", "blank@example.org", "   ", Map.of());
        try {
            assertThat(login("email", "blank@example.org", "password", "   ").status())
                    .isEqualTo(200);
            assertThat(Request.standard("token")
                            .basic(WEB_APP, secret(WEB_APP))
                            .form("grant_type", "password", "username", "blank", "password", "   ")
                            .status())
                    .isEqualTo(200);
            assertRefused(login("email", "blank@example.org", "password", "  "));
        } finally {
            AdminApi.shared().delete(USERS + blank);
        }
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
        assertError(
                login("email", "ann@example.org", "password", ""),
                400,
                "invalid_request",
                "Missing parameter: password");
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

    @ParameterizedTest
    @ValueSource(strings = {" ", "nobody", "nobody@example.org", "service-account-server-app"})
    void givenUsernameThatIsNoUsers_thenRefused(String username) {
        assertRefused(login("username", username, "password", PASSWORD));
    }

    @Test
    void givenDisabledUserAndRightPassword_thenRefused() {
        AdminApi.shared().put(USERS + user, Map.of("enabled", false));
        assertRefused(login("email", "ann@example.org", "password", PASSWORD));
        assertRefused(login("username", "ann", "password", PASSWORD));
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
        // Keycloak counts on another thread, after its answer (DefaultBruteForceProtector 26.7.0).
        await().until(() -> bruteForceState().path("disabled").asBoolean());
        assertRefused(login("email", "ann@example.org", "password", PASSWORD));
        assertRefused(login("username", "ann", "password", PASSWORD));
        assertThat(bruteForceState().path("numFailures").asInt()).isEqualTo(10);
    }

    private JsonNode bruteForceState() {
        return AdminApi.shared().get("/realms/api/attack-detection/brute-force/users/" + user);
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
            assertRefused(login("username", "ann@example.org", "password", PASSWORD));
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

    @ParameterizedTest
    @CsvSource({
        "email, ann@example.org, a***@example.org",
        "email, nobody@example.org, n***@example.org",
        "username, ann@example.org, a***@example.org",
        "username, ANN@EXAMPLE.ORG, A***@EXAMPLE.ORG",
        "username, nobody@example.org, n***@example.org",
        "username, '  nobody@example.org ', n***@example.org",
        "username, '\"no body\"@example.org', \"***@example.org",
        "username, no@body@example.org, n***@example.org",
        "username, nöbody@exämple.org, n***@exämple.org",
        "username, nobody%40example.org, n***",
        "username, nobody＠example.org, n***",
    })
    void givenAddress_thenNeitherEventsNorLogHoldIt(String parameter, String address, String shown) {
        login(parameter, address, "password", "wrong-password");
        login(parameter, address, "password", PASSWORD);
        assertShownAs(shown, address);
    }

    /** As of users who came from a realm or a server where the e-mail is the username. */
    @ParameterizedTest
    @ValueSource(strings = {"email", "username"})
    void givenUserWhoseUsernameIsAnAddress_thenNeitherEventsNorLogHoldIt(String parameter) {
        String id = AdminApi.shared().createUser("api", "eve@example.org", "eve@example.org", PASSWORD, Map.of());
        try {
            login(parameter, "eve@example.org", "password", "wrong-password");
            assertThat(login(parameter, "eve@example.org", "password", PASSWORD).status())
                    .isEqualTo(200);
            assertShownAs("e***@example.org", "eve@example.org");
        } finally {
            AdminApi.shared().delete(USERS + id);
        }
    }

    @Test
    void givenUsernameThatIsNoAddress_thenEventsShowIt() {
        login("username", "ann", "password", PASSWORD);
        assertThat(loginEvents().path(0).path("details").path("username").asText())
                .isEqualTo("ann");
    }

    private static void assertShownAs(String shown, String address) {
        JsonNode events = loginEvents();
        assertThat(events.path(1).path("details").path("username").asText()).isEqualTo(shown);
        assertThat(events.toString()).doesNotContainIgnoringCase(address.strip(), "wrong-password", PASSWORD);
        assertThat(KeycloakServer.shared().log().lines().filter(line -> line.contains("[org.keycloak.events]")))
                .noneMatch(line -> line.contains("web-app") && line.contains(address.strip()));
    }

    /** The two newest. */
    private static JsonNode loginEvents() {
        return AdminApi.shared().get("/realms/api/events?max=2&type=LOGIN&type=LOGIN_ERROR");
    }

    /**
     * At what a hash costs in the realm; {@link AccountTimingIT} has all accounts, at a lower cost. Without a hash the AUC would be
     * near 0; its standard deviation is 0.09.
     */
    @Once
    @Test
    void givenNoAccount_thenItTakesAsLongAsAWrongPassword() {
        AdminApi.shared().put("/realms/api", Map.of("bruteForceProtected", false));
        String withoutPassword = createUserOf(
                Map.of("username", "no-password", "email", "no-password@example.org", "credentials", List.of()));
        try {
            List<Long> wrong = new ArrayList<>();
            List<Long> unknownEmail = new ArrayList<>();
            List<Long> unknownUsername = new ArrayList<>();
            List<Long> none = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                unknownEmail.add(nanos("email", "nobody" + i + "@example.org"));
                unknownUsername.add(nanos("username", "nobody" + i));
                none.add(nanos("username", "no-password@example.org"));
                wrong.add(nanos("email", "ann@example.org"));
            }
            assertThat(List.of(unknownEmail, unknownUsername, none))
                    .allSatisfy(times -> assertThat(Times.areaUnderCurve(times, wrong))
                            .as("AUC")
                            .isBetween(0.1, 0.9));
        } finally {
            AdminApi.shared().delete(USERS + withoutPassword);
            AdminApi.shared().put("/realms/api", Map.of("bruteForceProtected", true));
        }
    }

    private static long nanos(String parameter, String name) {
        long begin = System.nanoTime();
        login(parameter, name, "password", "wrong");
        return System.nanoTime() - begin;
    }

    /** A user with a password and nothing else, unless it is said here. */
    private static String createUserOf(Map<String, ?> members) {
        Map<String, Object> user = new HashMap<>(
                Map.of("enabled", true, "credentials", List.of(Map.of("type", "password", "value", PASSWORD))));
        user.putAll(members);
        AdminApi.shared().post("/realms/api/users", user);
        return AdminApi.shared()
                .get("/realms/api/users?exact=true&username=" + members.get("username"))
                .path(0)
                .path("id")
                .asText();
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
