package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.LocalServer;
import io.github.apiauth.keycloak.it.server.MariaDb;
import io.github.apiauth.keycloak.it.server.Migrate;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An OAuth server and an API in PHP (src/test/php/old-server.php), on a MariaDB of their own. With {@code -Dbshaffer=DIRECTORY}, a
 * checkout of bshaffer/oauth2-server-php, it is that library that issues tokens.
 */
final class OldServer implements AutoCloseable {

    private static final Path PHP = TestProject.root().resolve("integration-tests/src/test/php");

    private final Path directory;
    private final MariaDb database;

    private OldServer(Path directory, MariaDb database) {
        this.directory = directory;
        this.database = database;
    }

    /** Whether what it needs is installed. */
    static boolean isPossible() {
        return MariaDb.isPossible() && Shell.succeeds("php", "-r", "exit(extension_loaded('pdo_mysql') ? 0 : 1);");
    }

    /** Makes its database, with tables that are empty but for the scopes. */
    static OldServer create(Path directory) throws IOException, SQLException {
        OldServer server =
                new OldServer(directory, MariaDb.start(Files.createDirectories(directory.resolve("database"))));
        for (String statement : Files.readString(PHP.resolve("old-server.sql")).split(";", -1)) {
            if (!statement.isBlank()) {
                server.execute(statement);
            }
        }
        return server;
    }

    /** Starts it, as the OAuth server or as the API, which takes the access tokens of this issuer too. */
    LocalServer start(String name, URI issuer) throws IOException {
        return LocalServer.start(
                PHP,
                Map.of(
                        "OLD_DSN",
                        database.url()
                                .replaceFirst("jdbc:mariadb://(.*):(\\d+)/(.*)", "mysql:host=$1;port=$2;dbname=$3"),
                        "OLD_USER",
                        MariaDb.USER,
                        "OLD_PASSWORD",
                        MariaDb.PASSWORD,
                        "OLD_LIBRARY",
                        System.getProperty("bshaffer", ""),
                        "API_ISSUER",
                        issuer.toString(),
                        "API_KEY_FILE",
                        directory.resolve("keys.json").toString(),
                        "PHP_CLI_SERVER_WORKERS",
                        "4"),
                "exec php -S 127.0.0.1:$PORT old-server.php",
                directory.resolve(name + ".log"));
    }

    /** Adds a client that may use these grants, or all. */
    void addClient(String client, String secret, String grants, String redirectUri) throws SQLException {
        execute("INSERT INTO oauth_clients VALUES ('" + client + "', '" + secret + "', NULLIF('" + redirectUri
                + "', ''), NULLIF('" + grants + "', ''), 'read write', NULL)");
    }

    /** Adds a user. */
    void addUser(String email, String password) throws SQLException {
        execute("INSERT INTO users (email, password) VALUES ('" + email + "', '" + hash(password) + "')");
    }

    /** Changes a user's password. */
    void changePassword(String email, String password) throws SQLException {
        execute("UPDATE users SET password = '" + hash(password) + "' WHERE email = '" + email + "'");
    }

    private static String hash(String password) {
        return Shell.run(
                        PHP,
                        Map.of(),
                        "php",
                        "-r",
                        "echo password_hash($argv[1], PASSWORD_BCRYPT, ['cost' => 4]);",
                        password)
                .output();
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    /** Brings a part of it, or all, into the realm. No row is left out. */
    void migrate(String realm, String... part) {
        Shell.Result run = Migrate.run(
                Migrate.environment(MariaDb.USER, MariaDb.PASSWORD),
                database.url(),
                realm,
                Stream.concat(Stream.of("--profile", "community"), Stream.of(part))
                        .toArray(String[]::new));
        assertThat(run.code()).as(run.output()).isZero();
    }

    @Override
    public void close() {
        database.close();
    }
}
