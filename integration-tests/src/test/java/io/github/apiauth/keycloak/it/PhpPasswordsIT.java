package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.Envelopes.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Confidential;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Users whose passwords PHP has hashed (src/test/php/passwords.php) log in as ever, and after it their passwords are hashed as the realm's
 * policy says: docs/how-to/password-hashes.md.
 */
@Once
class PhpPasswordsIT {

    private static final Path TESTS = TestProject.root().resolve("integration-tests/src/test");
    private static final String REALM = "/realms/php-passwords";
    private static final String USERS = REALM + "/users";
    private static final String REALMS_ALGORITHM = "pbkdf2-sha512";
    private static final AdminApi ADMIN = AdminApi.shared();
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Account(String name, String username, String password, String credentialData, String secretData) {

        String email() {
            return username + "@example.org";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void createRealm() throws IOException {
        ADMIN.createRealm(JSON.readValue(
                TESTS.resolve("realms/php-passwords-realm.json").toFile(),
                new TypeReference<Map<String, Object>>() {}));
    }

    @AfterAll
    static void deleteRealm() {
        ADMIN.delete(REALM);
    }

    static Stream<Account> accounts() throws IOException {
        assumeTrue(
                Shell.succeeds("php", "-r", "exit(defined('PASSWORD_ARGON2ID') && function_exists('iconv') ? 0 : 1);"),
                "PHP with Argon2 and iconv is not installed here");
        String users = Shell.run(TESTS.resolve("php"), Map.of(), "php", "passwords.php")
                .output();
        return JSON.readValue(users, new TypeReference<List<Account>>() {}).stream();
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void givenHashThatPhpMade_thenItsUserLogsInAndTheRealmHashesThePasswordAnew(Account account) {
        String user = create(account);
        assertRefused(logIn(account, 'x' + account.password()));
        assertThat(algorithm(user)).isNotEqualTo(REALMS_ALGORITHM);
        assertIssued(logIn(account, account.password()));
        await().until(() -> algorithm(user).equals(REALMS_ALGORITHM));
        assertIssued(logIn(account, account.password()));
        assertRefused(logIn(account, 'x' + account.password()));
    }

    /** php -r 'echo md5("correct horse battery");' */
    private static Account digest(String username, String scheme) {
        return new Account(
                username,
                username,
                "correct horse battery",
                "{\"algorithm\":\"digest\",\"additionalParameters\":{\"scheme\":[\"" + scheme + "\"]}}",
                "{\"value\":\"88e4ddd2402d92d50e1879d6ecd9ffd4\",\"salt\":\"\"}");
    }

    @Test
    void givenUnreadableCredential_thenRefusedAsAWrongPassword() {
        Account account = digest("unreadable", "md4(password)");
        create(account);
        assertRefused(logIn(account, account.password()));
    }

    @Test
    void givenWrongPasswords_thenTheUserIsLockedAsAnyOther() {
        Account account = digest("attacked", "md5(password)");
        String user = create(account);
        for (int failure = 0; failure < 3; failure++) {
            assertRefused(logIn(account, "wrong password"));
        }
        await().until(() -> ADMIN.get(REALM + "/attack-detection/brute-force/users/" + user)
                .path("disabled")
                .asBoolean());
        assertRefused(logIn(account, account.password()));
    }

    @Test
    void givenHistoryPolicy_thenTheOldPasswordIsNoNewOne() {
        Account account = digest("returning", "md5(password)");
        String user = create(account);
        assertThat(reset(user, account.password()).status()).isEqualTo(400);
        assertThat(reset(user, "another horse battery").status()).isEqualTo(204);
        assertThat(reset(user, account.password()).status()).isEqualTo(400);
        assertIssued(logIn(account, "another horse battery"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"crypt", "digest"})
    void givenPolicyThatChoosesThem_thenRefusedWithTheMend(String algorithm) {
        Answer answer = ADMIN.send("PUT", REALM, Map.of("passwordPolicy", "hashAlgorithm(" + algorithm + ")"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("choose argon2");
    }

    private static String create(Account account) {
        Confidential.note("password", account.password());
        ADMIN.post(
                USERS,
                Map.of(
                        "username",
                        account.username(),
                        "email",
                        account.email(),
                        "firstName",
                        "Old",
                        "lastName",
                        "User",
                        "enabled",
                        true,
                        "credentials",
                        List.of(Map.of(
                                "type",
                                "password",
                                "credentialData",
                                account.credentialData(),
                                "secretData",
                                account.secretData()))));
        return ADMIN.get(USERS + "?exact=true&username=" + account.username())
                .path(0)
                .path("id")
                .asText();
    }

    private static Answer reset(String user, String password) {
        return ADMIN.send("PUT", USERS + '/' + user + "/reset-password", Map.of("type", "password", "value", password));
    }

    private static Answer logIn(Account account, String password) {
        return Request.to(REALM + "/rest/api/v2/oauth/token")
                .json(
                        "grant_type",
                        "password",
                        "client_id",
                        "app",
                        "client_secret",
                        "app-secret",
                        "email",
                        account.email(),
                        "password",
                        password);
    }

    private static void assertIssued(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static void assertRefused(Answer answer) {
        assertError(answer, 401, "invalid_grant", "Invalid user credentials");
    }

    private static String algorithm(String user) {
        JsonNode credential = ADMIN.get(USERS + '/' + user + "/credentials").path(0);
        try {
            return JSON.readTree(credential.path("credentialData").asText())
                    .path("algorithm")
                    .asText();
        } catch (IOException malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
