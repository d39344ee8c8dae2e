package io.github.apiauth.keycloak.it.server;

import io.github.apiauth.keycloak.launcher.KeycloakProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** MariaDB itself, as a process: Debian's package {@code mariadb-server}. */
public final class MariaDb implements AutoCloseable {

    public static final String USER = "reader";
    public static final String PASSWORD = "old-password";

    private static final String SERVER = "/usr/sbin/mariadbd";

    private final Process process;
    private final int port;

    private MariaDb(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Whether the package is installed. */
    public static boolean isPossible() {
        return Shell.succeeds(SERVER, "--version");
    }

    /** Starts one with a database {@code old} in the directory, which must be empty. */
    public static MariaDb start(Path directory) throws IOException {
        String data = directory.resolve("data").toString();
        String owner = System.getProperty("user.name");
        Shell.Result made = Shell.run(
                directory,
                Map.of(),
                "mariadb-install-db",
                "--no-defaults",
                "--datadir=" + data,
                "--user=" + owner,
                "--auth-root-authentication-method=normal",
                "--skip-test-db");
        if (made.code() != 0) {
            throw new IOException("No database could be made: " + made.output());
        }
        // One statement in a line.
        Path start = Files.write(
                directory.resolve("start.sql"),
                List.of(
                        "CREATE DATABASE old;",
                        "CREATE USER '" + USER + "'@'%' IDENTIFIED BY '" + PASSWORD + "';",
                        "GRANT ALL ON old.* TO '" + USER + "'@'%';"));
        int port = KeycloakProcess.freePort();
        Process process = new ProcessBuilder(
                        SERVER,
                        "--no-defaults",
                        "--datadir=" + data,
                        "--user=" + owner,
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--socket=" + directory.resolve("socket"),
                        "--pid-file=" + directory.resolve("pid"),
                        "--init-file=" + start,
                        "--skip-name-resolve")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        MariaDb server = new MariaDb(process, port);
        Awaitility.await("MariaDB")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> {
                    server.connect().close();
                    return true;
                });
        return server;
    }

    /** The address of the database, without user and password. */
    public String url() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/old";
    }

    /** A connection to it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, PASSWORD);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
