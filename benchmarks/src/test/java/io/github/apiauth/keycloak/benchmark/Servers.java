package io.github.apiauth.keycloak.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.apiauth.keycloak.launcher.Distribution;
import io.github.apiauth.keycloak.launcher.KeycloakHome;
import io.github.apiauth.keycloak.launcher.KeycloakProcess;
import io.github.apiauth.keycloak.launcher.Project;
import io.github.apiauth.keycloak.launcher.RealmWithoutPack;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The servers that are compared: in production mode, each with a database of its own on one PostgreSQL, with the same realm and the
 * same settings but for what {@link Kind} says.
 */
final class Servers implements AutoCloseable {

    static final String SECRET = "a-secret-of-the-benchmark";
    static final String POSTGRES = "postgres";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private final EmbeddedPostgres postgres;
    private final Map<String, KeycloakHome> homes = new HashMap<>();
    private final Map<Kind, Server> servers = new EnumMap<>(Kind.class);

    private Servers(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** What a server has of the pack. */
    @SuppressWarnings("ImmutableEnumChecker") // the lists are immutable
    enum Kind {
        STOCK("stock", List.of()),
        /** Signatures by the JDK, as those of the stock server: the difference between both is what requests cost. */
        PACK("pack", List.of(Project.LEGACY_PATHS, "--spi-signature--native=false")),
        /** As the pack is delivered. */
        NATIVE("pack", List.of(Project.LEGACY_PATHS));

        private final String home;
        private final List<String> options;

        Kind(String home, List<String> options) {
            this.home = home;
            this.options = options;
        }

        private boolean hasPack() {
            return this != STOCK;
        }

        private String database() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One of the servers. */
    record Server(URI url, ServerProbe probe, KeycloakProcess process) {}

    static Servers start(Settings settings, Kind... kinds) {
        try {
            Servers servers = new Servers(EmbeddedPostgres.start());
            for (Kind kind : kinds) {
                servers.start(settings, kind);
            }
            return servers;
        } catch (IOException | SQLException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    Server get(Kind kind) {
        return Objects.requireNonNull(servers.get(kind));
    }

    /** An empty database on the same PostgreSQL, for its user {@value #POSTGRES}. */
    void createDatabase(String name) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute("CREATE DATABASE " + name);
        }
    }

    int postgresPort() {
        return postgres.getPort();
    }

    /** The process that all others of PostgreSQL are children of. */
    ProcessHandle postgresProcess() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                ResultSet backend = connection.createStatement().executeQuery("SELECT pg_backend_pid()")) {
            backend.next();
            return ProcessHandle.of(backend.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
        }
    }

    private void start(Settings settings, Kind kind) throws IOException, SQLException, InterruptedException {
        System.out.println("Starting " + kind);
        createDatabase(kind.database());
        Path target = settings.target();
        int port = KeycloakProcess.freePort();
        List<String> options = new ArrayList<>(List.of(
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                // Users share jane: Keycloak would refuse one login of hers while it checks another.
                "--spi-brute-force-protector--default-brute-force-detector--allow-concurrent-requests=true",
                "--http-enabled=true",
                "--http-port=" + port,
                "--http-management-port=" + KeycloakProcess.freePort(),
                "--hostname=http://localhost:" + port,
                "--db-url=" + postgres.getJdbcUrl(POSTGRES, kind.database()),
                "--db-username=" + POSTGRES,
                "--db-password=" + POSTGRES));
        options.addAll(kind.options);
        KeycloakProcess process = KeycloakProcess.start(
                home(settings, kind),
                options,
                Map.of(
                        "API_SERVER_APP_SECRET",
                        SECRET,
                        "API_ADMIN_APP_SECRET",
                        SECRET,
                        "API_WEB_APP_SECRET",
                        SECRET,
                        "JAVA_OPTS_KC_HEAP",
                        "-Xms768m -Xmx768m"),
                target.resolve(kind + ".log"));
        Runtime.getRuntime().addShutdownHook(new Thread(process::close));
        URI url = URI.create("http://localhost:" + port);
        process.awaitReady(url.resolve("/realms/api"), AT_MOST, log -> {});
        servers.put(kind, new Server(url, ServerProbe.of(process.pid()), process));
    }

    /** Prepared at the first call: kinds that share a home differ in nothing that is built in. */
    private KeycloakHome home(Settings settings, Kind kind) throws IOException, InterruptedException {
        KeycloakHome home = homes.get(kind.home);
        if (home == null) {
            home = prepare(settings, kind);
            home.build(List.of("--db=postgres"), settings.target().resolve(kind.home + "-build.log"));
            homes.put(kind.home, home);
        }
        return home;
    }

    private static KeycloakHome prepare(Settings settings, Kind kind) throws IOException {
        Project project = new Project(settings.project());
        KeycloakHome home = new KeycloakHome(
                Distribution.ofThisBuild().unpackInto(settings.target().resolve(kind.home)));
        Path imports = home.directory().resolve("data/import");
        if (kind.hasPack()) {
            home.install(project);
        } else {
            RealmWithoutPack.write(project, imports);
        }
        Path file = imports.resolve(project.realm().getFileName());
        ObjectNode realm = (ObjectNode) JSON.readTree(file.toFile());
        // So that every user can refresh one token again and again, with the pack or without.
        realm.put("revokeRefreshToken", false);
        if (kind.hasPack()) {
            writeLimited(realm.deepCopy(), imports);
        }
        realm.remove(List.of("clientProfiles", "clientPolicies"));
        Files.write(file, JSON.writeValueAsBytes(realm));
        return home;
    }

    /** The same realm with the rate limit on, but never met. */
    private static void writeLimited(ObjectNode realm, Path imports) throws IOException {
        realm.put("realm", "limited");
        realm.at("/clientProfiles/profiles")
                .forEach(profile -> profile.path("executors").forEach(executor -> {
                    if (executor.path("executor").asText().equals("token-rate-limit")) {
                        ((ObjectNode) executor.path("configuration"))
                                .put("requests", 1_000_000)
                                .put("burst", 1_000_000)
                                .put("address-requests", 0)
                                .put("address-burst", 0);
                    }
                }));
        Files.write(imports.resolve("limited-realm.json"), JSON.writeValueAsBytes(realm));
        ObjectNode users =
                (ObjectNode) JSON.readTree(imports.resolve("api-users-0.json").toFile());
        users.put("realm", "limited");
        Files.write(imports.resolve("limited-users-0.json"), JSON.writeValueAsBytes(users));
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.process().close());
        try {
            postgres.close();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
