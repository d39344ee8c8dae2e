package io.github.apiauth.keycloak.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.apiauth.keycloak.launcher.KeycloakProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/** Packagist's bshaffer/oauth2-server-php under php-fpm behind nginx, its storage on the run's PostgreSQL. */
final class Oauth2ServerPhp implements Peer {

    private static final String PACKAGE = "bshaffer/oauth2-server-php";
    private static final String DATABASE = "php";
    private static final String USER = System.getProperty("user.name");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Servers servers;

    Oauth2ServerPhp(Servers servers) {
        this.servers = servers;
    }

    @Override
    public String title() {
        return PACKAGE + " under php-fpm";
    }

    @Override
    public String directory() {
        return "php";
    }

    @Override
    public String needs() {
        return "PHP with pdo_pgsql, php-fpm, nginx and Composer (Debian: php-cli php-pgsql php-fpm nginx-light composer), and"
                + " Packagist or -Dbshaffer=DIRECTORY, a checkout of " + PACKAGE;
    }

    @Override
    public Issuer start(Workbench bench) throws IOException, InterruptedException {
        fetch(bench);
        try {
            servers.createDatabase(DATABASE);
        } catch (SQLException failure) {
            throw new IOException(failure);
        }
        int fpmPort = KeycloakProcess.freePort();
        Map<String, String> environment = Map.of(
                "OAUTH_DSN",
                "pgsql:host=localhost;port=" + servers.postgresPort() + ";dbname=" + DATABASE,
                "OAUTH_DB_USER",
                Server.POSTGRES,
                "OAUTH_SECRET",
                Server.SECRET,
                "OAUTH_SYSTEM_USER",
                USER,
                "OAUTH_FPM_PORT",
                String.valueOf(fpmPort),
                "OAUTH_WORKERS",
                String.valueOf(bench.settings().users()));
        bench.run(environment, "php", "setup.php");
        ProcessHandle fpm = bench.start(
                environment,
                "php-fpm",
                "--nodaemonize",
                "--allow-to-run-as-root",
                "--prefix",
                bench.directory().toString(),
                "--fpm-config",
                "php-fpm.conf");
        int port = KeycloakProcess.freePort();
        ProcessHandle nginx = startNginx(bench, port, fpmPort);
        URI url = URI.create("http://localhost:" + port);
        return new Issuer(
                title(),
                url.resolve("/token"),
                url.resolve("/jwks.json"),
                Lane.JSON,
                Map.of("php-fpm", fpm, "nginx", nginx));
    }

    private static ProcessHandle startNginx(Workbench bench, int port, int fpmPort) throws IOException {
        String directory = bench.directory().toString();
        Path configuration = bench.directory().resolve("nginx.conf");
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replace("@user@", USER)
                        .replace("@port@", String.valueOf(port))
                        .replace("@fpm-port@", String.valueOf(fpmPort))
                        .replace("@directory@", directory));
        Files.createDirectories(bench.directory().resolve("temp"));
        return bench.start(Map.of(), "nginx", "-p", directory, "-c", "nginx.conf", "-e", "nginx-error.log");
    }

    private static void fetch(Workbench bench) throws IOException, InterruptedException {
        String checkout = System.getProperty("bshaffer", "");
        if (!checkout.isEmpty()) {
            takeFrom(
                    bench.settings().project().resolve(checkout),
                    bench.directory().resolve("composer.json"));
        }
        bench.run(
                // So that it says nothing about root, and asks nothing.
                Map.of("COMPOSER_ALLOW_SUPERUSER", "1"),
                "composer",
                "update",
                "--no-dev",
                "--no-interaction",
                "--optimize-autoloader");
    }

    /** A checkout instead of Packagist, as the version that is asked for. */
    private static void takeFrom(Path checkout, Path file) throws IOException {
        ObjectNode composer = (ObjectNode) JSON.readTree(file.toFile());
        ArrayNode repositories = composer.putArray("repositories");
        repositories
                .addObject()
                .put("type", "path")
                .put("url", checkout.toString())
                .putObject("options")
                .put("symlink", false)
                .putObject("versions")
                .set(PACKAGE, composer.path("require").path(PACKAGE));
        repositories.addObject().put("packagist.org", false);
        Files.write(file, JSON.writeValueAsBytes(composer));
    }
}
