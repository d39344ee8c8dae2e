package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.it.SideBySide.Line;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Browser;
import io.github.apiauth.keycloak.it.server.Confidential;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.LocalServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Realms;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** docs/how-to/side-by-side.md from its first step to its last. Three kinds of client go on all the while, and notice nothing. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Once
class SideBySideIT {

    private static final String ROBOT = "side-robot";
    private static final String SHOP = "side-shop";
    private static final String APP = "side-app";
    private static final String SLEEPER = "side-sleeper";
    private static final String NEWCOMER = "side-newcomer";
    private static final List<String> CLIENTS = List.of(ROBOT, SHOP, APP, SLEEPER, NEWCOMER);
    private static final String SECRET = "0ld/S3cret+%=&";
    private static final String CALLBACK = "https://shop.example/callback";

    private static final String DOMAIN = "@side-by-side.example";
    private static final String PASSWORD = "correct horse";
    private static final String NEW_PASSWORD = "changed horse";

    private static final AdminApi ADMIN = AdminApi.shared();
    private static final String POLICIES = "/realms/api/client-policies/policies";
    private static final String PROFILES = "/realms/api/client-policies/profiles";

    private static final List<AutoCloseable> RUNNING = new ArrayList<>();

    private static OldServer old;
    private static LocalServer oldOauth;
    private static SideBySide nginx;
    private static LocalServer api;
    private static Traffic traffic;

    /** Refresh tokens of users who have signed in at the old server and come back at the end. */
    private static String sleepingBeauty;

    private static String frog;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException, SQLException {
        assumeTrue(OldServer.isPossible(), "PHP with pdo_mysql and MariaDB are not installed here");
        assumeTrue(SideBySide.isPossible(), "nginx is not installed here");
        old = running(OldServer.create(directory));
        old.addClient(ROBOT, SECRET, "client_credentials", "");
        old.addClient(SHOP, SECRET, "", CALLBACK);
        old.addClient(APP, SECRET, "password refresh_token", "");
        old.addClient(SLEEPER, SECRET, "", "");
        for (String user : List.of("anna", "otto", "sleeping-beauty", "frog")) {
            old.addUser(user + DOMAIN, PASSWORD);
        }
        URI keycloak = KeycloakServer.shared().url();
        oldOauth = running(old.start("oauth", keycloak)).await();
        nginx = running(SideBySide.start(directory, oldOauth.port(), keycloak.getPort()));
        api = running(old.start("api", nginx.at("/realms/api"))).await();
        sleepingBeauty = refreshToken(logIn(SLEEPER, "sleeping-beauty", PASSWORD));
        frog = refreshToken(logIn(SLEEPER, "frog", PASSWORD));
        traffic = running(new Traffic());
        traffic.add(SideBySideIT::robot);
        traffic.add(SideBySideIT::shop);
        traffic.add(SideBySideIT::app);
    }

    private static <T extends AutoCloseable> T running(T program) {
        RUNNING.add(0, program);
        return program;
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable program : RUNNING) {
            program.close();
        }
        ADMIN.get("/realms/api/users?max=100&search=" + DOMAIN)
                .forEach(user ->
                        ADMIN.delete("/realms/api/users/" + user.path("id").asText()));
        for (JsonNode client : ADMIN.get("/realms/api/clients?max=1000")) {
            if (CLIENTS.contains(client.path("clientId").asText())) {
                ADMIN.delete("/realms/api/clients/" + client.path("id").asText());
            }
        }
    }

    /** A server: JSON, and one token after the other. */
    private static void robot() {
        Answer issued = clientCredentials(ROBOT, SECRET);
        assertIssued(issued, "{\"client\":\"side-robot\",\"user\":null}");
    }

    /** A web app: forms, HTTP Basic, and refresh tokens that work once. */
    private static void shop() {
        Answer issued = logIn(SHOP, "anna", PASSWORD);
        String used = "";
        for (int refreshes = 0; refreshes < 3; refreshes++) {
            assertIssuedToAnna(issued);
            used = refreshToken(issued);
            issued = refresh(SHOP, used);
        }
        assertIssuedToAnna(issued);
        assertRefused(refresh(SHOP, used), 400, "invalid_grant");
    }

    /** A phone: a form in parts, the address in {@code email}, and a revocation when its user signs out. */
    private static void app() {
        Answer issued = parts(Map.of(
                "grant_type",
                "password",
                "email",
                "otto" + DOMAIN,
                "password",
                PASSWORD,
                "client_id",
                APP,
                "client_secret",
                SECRET));
        assertIssued(issued, "{\"client\":\"side-app\",\"user\":\"2\"}");
        assertRevokedForGood(APP, refreshToken(issued));
    }

    @Test
    @Order(1)
    void givenThePage_thenItsShareIsTheExamples() throws IOException {
        assertThat(Files.readString(SideBySide.EXAMPLE)).contains(blocks("nginx"));
    }

    @Test
    @Order(2)
    void givenNoShare_thenTheOldServerIsAskedAlone() {
        nginx.awaitShare(0);
    }

    /** Nobody has run {@code ./migrate}. */
    @Test
    @Order(3)
    void givenKeycloakThatKnowsNobody_thenTheOldServerServesAndTheLogNamesTheClients() throws IOException {
        nginx.share(50);
        nginx.awaitKeycloaksRefusals();
        List<String> commands = blocks("sh");
        assertThat(nginx.run(commands.get(0)))
                .contains("\"grant\":\"client_credentials\",\"first\":\"keycloak\",\"answers\":\"400 : 200\"")
                .contains("\"grant\":\"password\",\"first\":\"old\",\"answers\":\"200\"");
        assertThat(nginx.run(commands.get(1))).contains(ROBOT, SHOP, APP);
    }

    @Test
    @Order(4)
    void givenMigration_thenKeycloakIssuesItsShare() {
        old.migrate("api", "--only", "clients,users");
        nginx.awaitShare(50);
        for (int share : new int[] {10, 100}) {
            nginx.share(share);
            nginx.awaitShare(share);
        }
    }

    @Test
    @Order(5)
    void givenNewClientAndUserAtTheOldServer_thenServedAtOnceAndByKeycloakAfterTheNextRun() throws SQLException {
        old.addClient(NEWCOMER, SECRET, "", "");
        old.addUser("newcomer" + DOMAIN, PASSWORD);
        assertThat(newcomer()).isEqualTo(new Line(NEWCOMER, "password", "keycloak", "400 : 200"));
        old.migrate("api", "--only", "clients,users");
        assertThat(newcomer()).isEqualTo(new Line(NEWCOMER, "password", "keycloak", "200"));
    }

    private static Line newcomer() {
        return nginx.logged(
                NEWCOMER,
                () -> assertThat(logIn(NEWCOMER, "newcomer", PASSWORD).status()).isEqualTo(200));
    }

    @Test
    @Order(6)
    void givenPasswordChangedAtTheOldServer_thenTheOldOneEndsWithTheNextRun() throws SQLException {
        old.addUser("changer" + DOMAIN, PASSWORD);
        old.migrate("api", "--only", "users");
        old.changePassword("changer" + DOMAIN, NEW_PASSWORD);
        assertThat(logIn(SHOP, "changer", NEW_PASSWORD).status()).isEqualTo(200);
        old.migrate("api", "--only", "users");
        assertThat(logIn(SHOP, "changer", NEW_PASSWORD).status()).isEqualTo(200);
        assertRefused(logIn(SHOP, "changer", PASSWORD), 401, "invalid_grant");
    }

    @Test
    @Order(7)
    void givenTheWayBack_thenWhatKeycloakIssuedLivesOn() {
        assertLivesOn("[^.]+\\.[^.]+\\.[^.]+", 0);
    }

    @Test
    @Order(8)
    void givenTheWayForthAgain_thenWhatTheOldServerIssuedLivesOn() {
        assertLivesOn("[0-9a-f]{40}", 100);
    }

    /** What a server has issued whose refresh tokens look like this, after the share has changed. */
    private static void assertLivesOn(String looks, int share) {
        Answer issued = logIn(SHOP, "anna", PASSWORD);
        assertThat(refreshToken(issued)).matches(looks);
        Answer revoked = logIn(SHOP, "anna", PASSWORD);
        Answer byBrowser = authorize();
        nginx.share(share);
        assertIssuedToAnna(issued);
        assertIssuedToAnna(refresh(SHOP, refreshToken(issued)));
        assertRefused(refresh(SHOP, refreshToken(issued)), 400, "invalid_grant");
        assertRevokedForGood(SHOP, refreshToken(revoked));
        assertThat(byBrowser.header("Location").get(0))
                .startsWith(CALLBACK + '?')
                .contains("state=xyz");
        assertIssuedToAnna(token().plainBasic(SHOP, SECRET)
                .form(
                        "grant_type",
                        "authorization_code",
                        "code",
                        Browser.parameters(byBrowser).getOrDefault("code", "")));
        nginx.awaitShare(share);
    }

    @Test
    @Order(9)
    void givenWrongCredentials_thenTheContractsRefusal() {
        for (int share : new int[] {0, 100}) {
            nginx.share(share);
            nginx.awaitShare(share);
            assertRefused(logIn(SHOP, "otto", "wrong horse"), 401, "invalid_grant");
            assertRefused(clientCredentials("nobody", SECRET), 400, "invalid_client");
            assertRefused(clientCredentials(ROBOT, "wrong"), 400, "invalid_client");
        }
    }

    @Test
    @Order(10)
    void givenKeycloaksRateLimit_thenTheOldServerIsNoWayAroundIt() {
        JsonNode policies = ADMIN.get(POLICIES).path("policies");
        JsonNode profiles = ADMIN.get(PROFILES).path("profiles");
        ADMIN.post(ADMIN.client("api", NEWCOMER) + "/roles", Map.of("name", "limited"));
        try {
            limitThoseWithRole(policies, profiles);
            Line refused = await().atMost(SideBySide.AT_MOST)
                    .until(
                            () -> nginx.logged(NEWCOMER, () -> clientCredentials(NEWCOMER, SECRET)),
                            line -> line.answers().contains("429"));
            assertThat(refused).isEqualTo(new Line(NEWCOMER, "client_credentials", "keycloak", "429"));
        } finally {
            ADMIN.put(POLICIES, Map.of("policies", policies));
            ADMIN.put(PROFILES, Map.of("profiles", profiles));
        }
    }

    private static void limitThoseWithRole(JsonNode policies, JsonNode profiles) {
        Map<String, ?> condition =
                Map.of("condition", "client-roles", "configuration", Map.of("roles", List.of("limited")));
        Map<String, ?> once = Map.of("requests", 1, "period", 86_400);
        ADMIN.put(PROFILES, Map.of("profiles", and(profiles, Realms.profile("limited", "token-rate-limit", once))));
        ADMIN.put(POLICIES, Map.of("policies", and(policies, Realms.policy("limited", condition))));
    }

    private static List<Object> and(JsonNode some, Object another) {
        List<Object> all = new ArrayList<>();
        some.forEach(all::add);
        all.add(another);
        return all;
    }

    @Test
    @Order(11)
    void givenTheEnd_thenTheOldServerIsNotMissed() {
        nginx.handOver();
        assertThat(comesBack(frog)).isEqualTo(new Line(SLEEPER, "refresh_token", "keycloak", "400 : 200"));
        old.migrate("api");
        old.migrate("api");
        oldOauth.close();
        assertThat(comesBack(sleepingBeauty)).isEqualTo(new Line(SLEEPER, "refresh_token", "keycloak", "200"));
        assertRefused(refresh(SLEEPER, sleepingBeauty), 400, "invalid_grant");
        assertRefused(logIn(SHOP, "otto", "wrong horse"), 401, "invalid_grant");
        long rounds = traffic.rounds();
        await().atMost(SideBySide.AT_MOST).until(() -> traffic.rounds() > rounds + 20);
    }

    private static Line comesBack(String refreshToken) {
        return nginx.logged(SLEEPER, () -> {
            Answer issued = refresh(SLEEPER, refreshToken);
            assertThat(issued.status()).as(issued.body()).isEqualTo(200);
            assertThat(call(issued).status()).isEqualTo(200);
        });
    }

    @Test
    @Order(12)
    void givenAllOfThat_thenNotOneRequestFailed() {
        traffic.close();
        assertThat(traffic.failures()).isEmpty();
        assertThat(traffic.rounds()).isGreaterThan(500);
    }

    @Test
    @Order(13)
    void givenServerThatIsDown_thenTheOtherOneAnswers() {
        nginx.share(0);
        assertThat(nginx.logged(SLEEPER, () -> assertThat(
                                clientCredentials(SLEEPER, SECRET).status())
                        .isEqualTo(200)))
                .isEqualTo(new Line(SLEEPER, "client_credentials", "old", "502 : 200"));
        assertRefused(logIn(SHOP, "anna", "wrong horse"), 401, "invalid_grant");
    }

    @Test
    @Order(14)
    void givenAllOfThat_thenTheLogsHaveNothingThatIsSecret() throws IOException {
        assertThat(Confidential.foundIn(nginx.logs())).isEmpty();
    }

    /** The page's blocks in this language. */
    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\\n([^`]*)```")
                .matcher(Files.readString(TestProject.root().resolve("docs/how-to/side-by-side.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private static Request token() {
        return Request.to(nginx.at("/restful_api/token"));
    }

    private static Answer clientCredentials(String client, String secret) {
        return token().json(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        client,
                        "client_secret",
                        secret,
                        "scope",
                        "read");
    }

    private static Answer logIn(String client, String user, String password) {
        return token().plainBasic(client, SECRET)
                .form("grant_type", "password", "username", user + DOMAIN, "password", password);
    }

    private static Answer refresh(String client, String token) {
        return token().plainBasic(client, SECRET).form("grant_type", "refresh_token", "refresh_token", token);
    }

    private static Answer parts(Map<String, String> fields) {
        return token().post(
                        "multipart/form-data; boundary=part",
                        fields.entrySet().stream()
                                .map(field -> "--part\r\nContent-Disposition: form-data; name=\"" + field.getKey()
                                        + "\"\r\n\r\n" + field.getValue() + "\r\n")
                                .collect(Collectors.joining("", "", "--part--\r\n")));
    }

    /** The redirect to the web app after Anna has logged in, on the page of the server whose turn it is. */
    private static Answer authorize() {
        Browser browser = new Browser();
        Answer page = browser.open(nginx.at("/restful_api/authorize?response_type=code&client_id=side-shop&state=xyz"));
        return browser.login(page, "anna" + DOMAIN, PASSWORD);
    }

    private static Answer call(Answer issued) {
        return Request.to(api.at("/me"))
                .header(
                        "Authorization",
                        "Bearer " + issued.json().path("access_token").asText())
                .method("GET");
    }

    private static String refreshToken(Answer issued) {
        return issued.json().path("refresh_token").asText();
    }

    private static void assertIssuedToAnna(Answer answer) {
        assertIssued(answer, "{\"client\":\"side-shop\",\"user\":\"1\"}");
    }

    /** The access token is one, and the API knows whose. */
    private static void assertIssued(Answer answer, String whose) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(call(answer).body()).isEqualTo(whose);
    }

    private static void assertRevokedForGood(String client, String token) {
        Answer answer = Request.to(nginx.at("/restful_api/revoke"))
                .json("token", token, "client_id", client, "client_secret", SECRET);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"revoked\":true}");
        assertRefused(refresh(client, token), 400, "invalid_grant");
    }

    private static void assertRefused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("error").asText()).isEqualTo(error);
    }
}
