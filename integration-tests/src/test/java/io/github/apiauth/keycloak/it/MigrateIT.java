package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.MariaDb;
import io.github.apiauth.keycloak.it.server.Migrate;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Realms;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./migrate}: old servers' databases, with the odd rows that such have, into realms made of realm-config. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Once
class MigrateIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OLD_SECRET = "0ld/S3cret+%=&";
    private static final String PASSWORD = "correct horse";

    /** {@code password_hash('correct horse', PASSWORD_ARGON2ID, ['memory_cost' => 1024, 'time_cost' => 2])}. */
    private static final String HASH =
            "$argon2id$v=19$m=1024,t=2,p=1$LmpxOVZES1o3eHcvQ01yRA$X1VyHEyhbeq27MymW4KmKqLmII/MizTKLSNdlT4Rzq4";

    /** The same of {@code changed horse}. */
    private static final String CHANGED_HASH =
            "$argon2id$v=19$m=1024,t=2,p=1$UDBGVmtGTjlJYUxBenJJdg$6pz6ybvJDqStxbOklZcNQ9yCI5jGFnSDZwEOkxLeeW4";

    /** {@code password_hash('correct horse', PASSWORD_BCRYPT, ['cost' => 4])}. */
    private static final String BCRYPT = "$2y$04$zegrENqn9lX2AP/O8uSCNOLTKehMb0nM3RYDKUDARy4RvGgweG47.";

    private static final int MANY = 400;

    private static final List<String> REALMS = new ArrayList<>();

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void createOldDatabase() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        createRealm("migration");
        execute(
                """
                CREATE TABLE oauth_clients (client_id VARCHAR(80) PRIMARY KEY, client_secret VARCHAR(80),
                  redirect_uri VARCHAR(2000), grant_types VARCHAR(80), scope VARCHAR(4000), user_id VARCHAR(80))""",
                "CREATE TABLE oauth_scopes (scope VARCHAR(80) PRIMARY KEY, is_default BOOLEAN)",
                """
                CREATE TABLE oauth_refresh_tokens (refresh_token VARCHAR(40) PRIMARY KEY, client_id VARCHAR(80),
                  user_id VARCHAR(80), expires TIMESTAMP NOT NULL, scope VARCHAR(4000))""",
                """
                CREATE TABLE oauth_access_tokens (access_token VARCHAR(40) PRIMARY KEY, client_id VARCHAR(80),
                  user_id VARCHAR(80), expires TIMESTAMP NOT NULL, scope VARCHAR(4000))""",
                """
                CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(255), password VARCHAR(255), first_name VARCHAR(255),
                  last_name VARCHAR(255), is_active SMALLINT, email_verified_at TIMESTAMP)""",
                "INSERT INTO oauth_scopes VALUES ('read', true), ('write', false)",
                "INSERT INTO oauth_clients VALUES"
                        + " ('1001', '" + OLD_SECRET
                        + "', 'https://a.example/cb https://a.example/cb2', NULL, NULL, NULL),"
                        + " ('server', '" + OLD_SECRET
                        + "', NULL, 'client_credentials refresh_token', 'read admin', NULL),"
                        + " ('spa', '', 'https://spa.example/', 'authorization_code implicit', 'read', NULL),"
                        + " ('robot', NULL, NULL, 'client_credentials', 'read', NULL),"
                        + " ('wild', 'x', 'https://a.example/*', 'authorization_code', 'read', NULL),"
                        + " ('billing', 'x', NULL, 'password', 'read billing', NULL),"
                        + " ('magic', 'x', NULL, 'magic_link', 'read', NULL)",
                "INSERT INTO users VALUES"
                        + " (1, 'Jane@Example.ORG', '" + HASH + "', 'Jané', 'O''Neill', 1, '2020-01-01 00:00:00'),"
                        + " (2, 'disabled@example.org', '" + HASH + "', NULL, NULL, 0, NULL),"
                        + " (3, 'o''brien+x@example.org', '" + BCRYPT + "', 'Pat', '', 1, NULL),"
                        + " (4, 'double@example.org', '" + HASH + "', NULL, NULL, 1, NULL),"
                        + " (5, 'DOUBLE@example.org', '" + HASH + "', NULL, NULL, 1, NULL),"
                        + " (6, 'no address', '" + HASH + "', NULL, NULL, 1, NULL),"
                        + " (7, 'plain@example.org', 'hunter2-in-plain-text', NULL, NULL, 1, NULL),"
                        + " (8, 'cut@example.org', '" + BCRYPT.substring(0, 50) + "', NULL, NULL, 1, NULL),"
                        + " (9, NULL, NULL, NULL, NULL, NULL, NULL)",
                "INSERT INTO oauth_refresh_tokens VALUES"
                        + " ('live-refresh-token-of-jane', '1001', '1', '2099-01-01 00:00:00', 'read'),"
                        + " ('live-refresh-token-of-server', 'server', NULL, '2099-01-01 00:00:00', 'read'),"
                        + " ('dead-refresh-token', '1001', '1', '2020-01-01 00:00:00', 'read')");
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
        REALMS.forEach(realm -> AdminApi.shared().delete("/realms/" + realm));
    }

    @Test
    @Order(1)
    void givenDryRun_thenReportedAndNothingWritten() {
        Shell.Result dry = migrate("migration", "--profile", "community", "--only", "clients,users", "--dry-run");
        assertThat(dry.code()).as(dry.output()).isEqualTo(3);
        assertThat(dry.output())
                .contains(
                        "clients robot: left out. It has no secret, but asks for client_credentials",
                        "clients wild: left out. A redirect URI has a *",
                        "clients billing: left out. The realm has no scope 'billing'",
                        "clients magic: left out. Its grant 'magic_link' is unknown",
                        "users 4 (d…@example.org): left out. Several rows have its e-mail address",
                        "users 5 (d…@example.org): left out. Several rows have its e-mail address",
                        "users 6",
                        "users 7 (p…@example.org): left out. The password's hash is of no known kind (21 characters)",
                        "users 8 (c…@example.org): left out. The password's hash begins as a known one, but is not whole",
                        "users: 1 has no password",
                        "Nothing was written.",
                        "clients: 3 new, 4 left out",
                        "users: 4 new, 5 left out")
                .doesNotContain("double@", "hunter2", OLD_SECRET, HASH, "Exception");
        assertThat(users("migration")).isEmpty();
        assertThat(clientIds("migration")).doesNotContain("1001", "spa", "server");
    }

    @Test
    @Order(2)
    void givenRun_thenTheOthersAreThereAndLogIn() {
        Shell.Result run = migrate("migration", "--profile", "community", "--only", "clients,users");
        assertThat(run.code()).as(run.output()).isEqualTo(3);
        assertThat(run.output())
                .contains("clients: 3 new, 4 left out", "users: 4 new, 5 left out")
                .doesNotContain("double@", "hunter2", OLD_SECRET, HASH, "Exception");
        assertThat(clientIds("migration")).contains("1001", "spa", "server").doesNotContain("robot", "wild");

        Answer login = login("migration", "jane@example.org", PASSWORD);
        assertThat(login.status()).as(login.body()).isEqualTo(200);
        JsonNode claims = Jwt.claims(login.data("access_token"));
        assertThat(claims.path("legacy_id").asText()).isEqualTo("1");
        assertThat(claims.path("aud").asText()).isEqualTo("api");
        assertThat(login("migration", "disabled@example.org", PASSWORD).status())
                .isEqualTo(401);

        Answer server = token("migration")
                .basic("server", OLD_SECRET)
                .json("grant_type", "client_credentials", "scope", "read admin");
        assertThat(server.status()).as(server.body()).isEqualTo(200);
        assertThat(server.data("scope")).contains("admin");
        assertThat(Jwt.claims(server.data("access_token")).has("legacy_id")).isFalse();
    }

    @Test
    @Order(3)
    void givenSecondRun_thenOnlyWhatChanged() throws SQLException {
        assertThat(migrate("migration", "--profile", "community", "--only", "clients,users")
                        .output())
                .contains(
                        "users of the realm: 6, ",
                        "clients: 3 unchanged, 4 left out",
                        "users: 4 unchanged, 5 left out");
        execute(
                "UPDATE users SET last_name = 'Doe' WHERE id = 1",
                "UPDATE users SET email = 'plain@example.org', password = '" + HASH + "' WHERE id = 7",
                "UPDATE oauth_clients SET redirect_uri = 'https://new.example/cb', scope = 'read' WHERE client_id = '1001'");
        assertThat(migrate("migration", "--profile", "community", "--only", "clients,users")
                        .output())
                .contains(
                        "clients: 1 changed, 2 unchanged, 4 left out",
                        "users: 1 new, 1 changed, 3 unchanged, 4 left out");
        assertThat(user("migration", "user-1").path("lastName").asText()).isEqualTo("Doe");
        JsonNode client =
                AdminApi.shared().get("/realms/migration/clients?clientId=1001").path(0);
        assertThat(client.path("redirectUris")).extracting(JsonNode::asText).containsExactly("https://new.example/cb");
        assertThat(client.path("optionalClientScopes"))
                .extracting(JsonNode::asText)
                .containsExactly("read");
        assertThat(client.path("secret").asText()).isEqualTo(OLD_SECRET);
    }

    /** Who has chosen a new password at Keycloak keeps it, until another one is chosen at the old server. */
    @Test
    @Order(4)
    void givenPasswordChangedAtKeycloak_thenTheOldHashStaysAway() throws SQLException {
        AdminApi.shared()
                .put(
                        "/realms/migration/users/"
                                + user("migration", "user-1").path("id").asText() + "/reset-password",
                        Map.of("type", "password", "value", "new horse", "temporary", false));
        execute("UPDATE users SET first_name = 'Jane' WHERE id = 1");
        assertThat(migrate("migration", "--profile", "community", "--only", "users")
                        .output())
                .contains("1 changed");
        assertThat(login("migration", "jane@example.org", PASSWORD).status()).isEqualTo(401);
        assertThat(login("migration", "jane@example.org", "new horse").status()).isEqualTo(200);

        execute("UPDATE users SET password = '" + CHANGED_HASH + "' WHERE id = 1");
        assertThat(migrate("migration", "--profile", "community", "--only", "users")
                        .output())
                .contains("1 changed");
        assertThat(login("migration", "jane@example.org", "new horse").status()).isEqualTo(401);
        assertThat(login("migration", "jane@example.org", "changed horse").status())
                .isEqualTo(200);
    }

    /** A user that is not from the old server is left alone. */
    @Test
    @Order(5)
    void givenStrangerInTheRealm_thenLeftOut() throws SQLException {
        AdminApi.shared().createUser("migration", "stranger", "stranger@example.org", "stranger-password", Map.of());
        execute("INSERT INTO users VALUES (10, 'stranger@example.org', '" + HASH + "', NULL, NULL, 1, NULL)");
        for (String[] more : new String[][] {{"--dry-run"}, {}}) {
            List<String> arguments = new ArrayList<>(List.of("--profile", "community", "--only", "users"));
            arguments.addAll(List.of(more));
            assertThat(migrate("migration", arguments.toArray(String[]::new)).output())
                    .contains("users 10 (s…@example.org): left out. The realm has a user with this username or e-mail");
        }
        execute("DELETE FROM users WHERE id = 10");
    }

    /** Stopped in the middle by the hardest signal, it goes on. Roles come too, and each user once. */
    @Test
    @Order(6)
    void givenKilledInTheMiddle_thenTheNextRunGoesOn(@TempDir Path directory) throws Exception {
        createRealm("migration-many");
        execute("CREATE TABLE members (id INT, login TEXT, hash TEXT, groups TEXT)");
        execute("INSERT INTO members SELECT i, 'member-' || i, '" + HASH
                + "', CASE WHEN i % 2 = 0 THEN '[\"boss\"]' ELSE '' END FROM generate_series(1, " + MANY + ") AS i");
        Path profile = Files.writeString(
                directory.resolve("profile.json"),
                "{\"users\":{\"sql\":\"SELECT id, login AS username, hash AS password, groups AS roles FROM members\","
                        + "\"roles\":{\"boss\":\"api-admin\"}}}");
        Process first =
                start(directory.resolve("log"), "migration-many", "--profile", profile.toString(), "--at-once", "2");
        Awaitility.await("some users").atMost(Duration.ofMinutes(1)).until(() -> count("migration-many") >= MANY / 8);
        first.destroyForcibly();
        assertThat(first.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(count("migration-many")).isLessThan(MANY);

        Shell.Result second = migrate("migration-many", "--profile", profile.toString());
        assertThat(second.code()).as(second.output()).isZero();
        assertThat(count("migration-many")).isEqualTo(MANY);
        assertThat(AdminApi.shared().get("/realms/migration-many/roles/api-admin/users?max=1000"))
                .hasSize(MANY / 2);
        assertThat(migrate("migration-many", "--profile", profile.toString()).output())
                .contains("users: " + MANY + " unchanged");
    }

    /** Rules of the user profile that migrate does not know are Keycloak's to judge, user by user. */
    @Test
    @Order(7)
    void givenRuleOfOnesOwn_thenKeycloakRefusesAndTheOthersGo(@TempDir Path directory) throws Exception {
        createRealm("migration-strict");
        ObjectNode userProfile = (ObjectNode) AdminApi.shared().get("/realms/migration-strict/users/profile");
        for (JsonNode attribute : userProfile.path("attributes")) {
            if (attribute.path("name").asText().equals("lastName")) {
                ((ObjectNode) attribute).withObject("/validations/pattern").put("pattern", "[A-Z].*");
            }
        }
        AdminApi.shared().put("/realms/migration-strict/users/profile", map(userProfile));
        Path profile = Files.writeString(
                directory.resolve("profile.json"),
                "{\"users\":{\"sql\":\"SELECT * FROM (VALUES (1, 'first', 'Doe', 'boss'), (2, 'second', 'doe', ''))"
                        + " AS v (id, username, last_name, roles)\",\"roles\":{\"boss\":\"api-admin\"}}}");
        assertThat(migrate("migration-strict", "--profile", profile.toString()).output())
                .contains("users 2: left out. Keycloak refuses it: lastName", "users: 1 new, 1 left out");
        assertThat(AdminApi.shared().get("/realms/migration-strict/roles/api-admin/users"))
                .extracting(user -> user.path("username").asText())
                .containsExactly("first");
        assertThat(migrate("migration-strict", "--profile", profile.toString()).output())
                .contains("users: 1 unchanged, 1 left out");
    }

    @Test
    @Order(8)
    void givenMariaDb_thenItsOddValuesToo(@TempDir Path directory) throws Exception {
        assumeTrue(MariaDb.isPossible(), "Debian's mariadb-server is not installed");
        createRealm("migration-mariadb");
        try (MariaDb database = MariaDb.start(directory)) {
            try (Connection connection = database.connect()) {
                execute(
                        connection,
                        "SET sql_mode = ''",
                        """
                        CREATE TABLE oauth_clients (client_id VARCHAR(80) PRIMARY KEY, client_secret VARCHAR(80),
                          redirect_uri VARCHAR(2000), grant_types VARCHAR(80), scope VARCHAR(4000), user_id VARCHAR(80))""",
                        "CREATE TABLE oauth_scopes (scope VARCHAR(80) PRIMARY KEY, is_default BOOLEAN)",
                        """
                        CREATE TABLE users (id INT UNSIGNED PRIMARY KEY, email VARCHAR(255), password VARBINARY(255),
                          first_name VARCHAR(255), last_name VARCHAR(255), is_active BIT(1), email_verified_at DATETIME)
                          DEFAULT CHARSET latin1""",
                        "INSERT INTO oauth_scopes VALUES ('read', 1), ('write', 0)",
                        "INSERT INTO oauth_clients VALUES ('1001', '" + OLD_SECRET
                                + "', NULL, 'password refresh_token', NULL, NULL)",
                        "INSERT INTO users VALUES"
                                + " (1, 'jane@example.org', '" + HASH
                                + "', 'Zoë', 'Müller', b'1', '0000-00-00 00:00:00'),"
                                + " (2, 'off@example.org', '" + HASH + "', 'Lukasz', '€', b'0', '2020-01-01 00:00:00'),"
                                + " (3, 'utf8@example.org', '" + HASH
                                + "', CONVERT(X'5A6FC3AB' USING latin1), NULL, b'1', NULL)");
            }
            Shell.Result run = Migrate.run(
                    Migrate.environment(MariaDb.USER, MariaDb.PASSWORD),
                    database.url().replace("mariadb:", "mysql:"),
                    "migration-mariadb",
                    "--profile",
                    "community",
                    "--only",
                    "clients,users");
            assertThat(run.output()).contains("clients: 1 new", "users: 3 new");
            assertThat(run.code()).isZero();
        }
        JsonNode jane = user("migration-mariadb", "user-1");
        assertThat(jane.path("firstName").asText()).isEqualTo("Zoë");
        assertThat(jane.path("lastName").asText()).isEqualTo("Müller");
        assertThat(jane.path("emailVerified").asBoolean()).isFalse();
        assertThat(user("migration-mariadb", "user-2").path("emailVerified").asBoolean())
                .isTrue();
        assertThat(user("migration-mariadb", "user-2").path("enabled").asBoolean())
                .isFalse();
        assertThat(login("migration-mariadb", "jane@example.org", PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    @Order(9)
    void givenTokens_thenTheLiveOnesAreInTheStore() {
        assumeTrue(
                AdminApi.shared()
                                .send("GET", "/realms/migration/legacy-tokens", Map.of())
                                .status()
                        == 200,
                "This server has no store of old tokens");
        Shell.Result run = migrate("migration", "--profile", "community", "--only", "tokens");
        assertThat(run.output()).contains("tokens: 2 new, 1 expired").doesNotContain("live-refresh-token");
        assertThat(migrate("migration", "--profile", "community", "--only", "tokens")
                        .output())
                .contains("tokens: 2 new, 1 expired");
    }

    @Test
    @Order(10)
    void givenWhatCannotBe_thenSaidWithItsMend() {
        assertThat(migrate("no-such-realm", "--profile", "community").output())
                .contains("Keycloak answers", "no-such-realm");
        Map<String, String> wrong = environment();
        wrong.put("MIGRATE_ADMIN_PASSWORD", "wrong-password");
        Shell.Result refused = Migrate.run(wrong, url(), "migration", "--profile", "community");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output())
                .contains("Keycloak refuses a login in master")
                .doesNotContain("wrong-password");
        assertThat(Migrate.run(environment(), "jdbc:sqlite:no-such-file.db", "migration", "--profile", "community")
                        .output())
                .contains("The old database cannot be opened");
        assertThat(TestProject.root().resolve("no-such-file.db")).doesNotExist();
        Shell.Result usage = Shell.run(TestProject.root(), Map.of(), "./migrate");
        assertThat(usage.code()).isEqualTo(2);
        assertThat(usage.output()).contains("Usage: ./migrate");
        assertThat(Shell.run(TestProject.root(), Map.of(), "./migrate", "profile", "bshaffer")
                        .output())
                .contains("oauth_clients");
    }

    /** A server as Keycloak ships it cannot say who came from the old server, and a guess would take users twice. */
    @Test
    @Order(11)
    void givenServerWithoutThePack_thenUsersAreNotTouched() {
        String server = KeycloakServer.withoutPack().url().toString();
        Shell.Result run = migrate("api", "--profile", "community", "--only", "users", "--dry-run", "--to", server);
        assertThat(run.code()).as(run.output()).isEqualTo(1);
        assertThat(run.output())
                .contains("Keycloak does not list the realm's users", "install the pack of this version")
                .doesNotContain("left out", "Exception");
    }

    private static void createRealm(String name) throws IOException {
        Realms.createAsShipped(name);
        REALMS.add(name);
    }

    private static Map<String, Object> map(JsonNode json) {
        return JSON.convertValue(json, new TypeReference<>() {});
    }

    private static String url() {
        return postgres.getJdbcUrl("postgres", "postgres").replaceFirst("\\?.*", "");
    }

    private static Map<String, String> environment() {
        return Migrate.environment("postgres", "");
    }

    private static Shell.Result migrate(String realm, String... more) {
        return Migrate.run(environment(), url(), realm, more);
    }

    private static Process start(Path log, String realm, String... more) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Migrate.command(url(), realm, more))
                .directory(TestProject.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment());
        return builder.start();
    }

    private static Request token(String realm) {
        return Request.to("/realms/" + realm + "/rest/api/v2/oauth/token");
    }

    private static Answer login(String realm, String email, String password) {
        return token(realm)
                .basic("1001", OLD_SECRET)
                .json("grant_type", "password", "email", email, "password", password, "scope", "read");
    }

    private static JsonNode users(String realm) {
        return AdminApi.shared().get("/realms/" + realm + "/users?max=1000");
    }

    private static int count(String realm) {
        return AdminApi.shared().get("/realms/" + realm + "/users/count").asInt();
    }

    private static JsonNode user(String realm, String username) {
        return AdminApi.shared()
                .get("/realms/" + realm + "/users?exact=true&username=" + username)
                .path(0);
    }

    private static Set<String> clientIds(String realm) {
        Set<String> ids = new TreeSet<>();
        AdminApi.shared()
                .get("/realms/" + realm + "/clients?max=1000")
                .forEach(client -> ids.add(client.path("clientId").asText()));
        return ids;
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            execute(connection, statements);
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
