package io.github.apiauth.keycloak.benchmark;

import io.github.apiauth.keycloak.launcher.KeycloakHome;
import io.github.apiauth.keycloak.launcher.Project;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
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

    static Servers start(Settings settings) {
        try {
            Servers servers = new Servers(EmbeddedPostgres.start());
            for (Kind kind : Kind.values()) {
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

    private void start(Settings settings, Kind kind) throws IOException, SQLException, InterruptedException {
        System.out.println("Starting " + kind);
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute("CREATE DATABASE " + kind.database());
        }
        List<String> options = new ArrayList<>(List.of("--cache=local"));
        options.addAll(kind.options);
        servers.put(
                kind,
                Server.start(
                        home(settings, kind),
                        postgres.getJdbcUrl(Server.POSTGRES, kind.database()),
                        options,
                        settings.target().resolve(kind + ".log")));
    }

    /** Prepared at the first call: kinds that share a home differ in nothing that is built in. */
    private KeycloakHome home(Settings settings, Kind kind) throws IOException, InterruptedException {
        KeycloakHome home = homes.get(kind.home);
        if (home == null) {
            home = PreparedHome.prepare(settings, kind.home, kind.hasPack());
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
