package io.github.apiauth.keycloak.benchmark;

import io.github.apiauth.keycloak.launcher.KeycloakHome;
import io.github.apiauth.keycloak.launcher.Project;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The servers that are compared: in production mode, each with a database of its own on one PostgreSQL, with the same realm and the
 * same settings but for what {@link Kind} says.
 */
final class Servers implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Map<String, KeycloakHome> homes = new HashMap<>();
    private final Map<Kind, Server> servers = new EnumMap<>(Kind.class);
    private final List<StartUp> startUps = new ArrayList<>();

    private Servers(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** What a server has of the pack, and how its JVM is started. */
    @SuppressWarnings("ImmutableEnumChecker") // the lists are immutable
    enum Kind {
        STOCK("stock", "", List.of()),
        /** Signatures by the JDK, as those of the stock server: the difference between both is what requests cost. */
        PACK("pack", "", delivered("--spi-signature--native=false")),
        DELIVERED("pack", "", delivered()),
        EVALUATING("pack", "", delivered("--spi-client-policy-manager--default--skip-idle=false")),
        SEARCHING("pack", "", delivered("--spi-user-session-persister--jpa--skip-transient=false")),
        PARALLEL_GC("pack", "-XX:-UseG1GC -XX:+UseParallelGC", delivered()),
        COMPACT_HEADERS("pack", "-XX:+UseCompactObjectHeaders", delivered()),
        /** Instead of 50 threads, or four for each processor. */
        FEW_WORKERS("pack", "", delivered("--http-pool-max-threads=8")),
        VOLATILE("volatile", "", delivered());

        private final String home;
        private final String jvm;
        private final List<String> options;

        Kind(String home, String jvm, List<String> options) {
            this.home = home;
            this.jvm = jvm;
            this.options = options;
        }

        private static List<String> delivered(String... instead) {
            return Stream.concat(
                            Project.OPTIONS.stream().filter(option -> Arrays.stream(instead)
                                    .noneMatch(other -> name(other).equals(name(option)))),
                            Arrays.stream(instead))
                    .toList();
        }

        private static String name(String option) {
            return option.substring(0, option.indexOf('='));
        }

        private boolean hasPack() {
            return this != STOCK;
        }

        private List<String> buildOptions() {
            return this == VOLATILE
                    ? List.of("--db=postgres", "--features-disabled=persistent-user-sessions")
                    : List.of("--db=postgres");
        }

        private String database() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Starts servers of these kinds. */
    static Servers start(Settings settings, Collection<Kind> kinds) {
        try {
            Servers servers = new Servers(EmbeddedPostgres.start());
            for (Kind kind : kinds) {
                servers.createDatabase(kind.database());
                servers.start(settings, kind);
            }
            for (int i = 0; i < settings.starts(); i++) {
                for (Kind kind : kinds) {
                    servers.get(kind).process().close();
                    long began = System.nanoTime();
                    servers.start(settings, kind);
                    servers.startUps.add(new StartUp(
                            kind,
                            (System.nanoTime() - began) / 1e9,
                            servers.get(kind).probe().heapAfterCollection()));
                }
            }
            return servers;
        } catch (IOException | SQLException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    Set<Kind> kinds() {
        return servers.keySet();
    }

    Server get(Kind kind) {
        return Objects.requireNonNull(servers.get(kind));
    }

    List<StartUp> startUps() {
        return startUps;
    }

    /** An empty database on the same PostgreSQL, for its user {@value Server#POSTGRES}. */
    void createDatabase(String name) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute("CREATE DATABASE " + name);
        }
    }

    int postgresPort() {
        return postgres.getPort();
    }

    /** The process that all others of PostgreSQL are children of. */
    ProcessHandle postmaster() throws SQLException {
        return ProcessorTime.postmaster(postgres);
    }

    private void start(Settings settings, Kind kind) throws IOException, InterruptedException {
        System.out.println("Starting " + kind);
        List<String> options = new ArrayList<>(List.of("--cache=local"));
        options.addAll(kind.options);
        servers.put(
                kind,
                Server.start(
                        home(settings, kind),
                        postgres.getJdbcUrl(Server.POSTGRES, kind.database()),
                        kind.jvm,
                        options,
                        settings.target().resolve(kind + ".log")));
    }

    /** Prepared at the first call: kinds that share a home differ in nothing that is built in. */
    private KeycloakHome home(Settings settings, Kind kind) throws IOException, InterruptedException {
        KeycloakHome home = homes.get(kind.home);
        if (home == null) {
            home = PreparedHome.prepare(settings, kind.home, kind.hasPack(), kind.buildOptions());
            homes.put(kind.home, home);
        }
        return home;
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
