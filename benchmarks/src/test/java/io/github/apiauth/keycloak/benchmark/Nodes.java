package io.github.apiauth.keycloak.benchmark;

import io.github.apiauth.keycloak.launcher.KeycloakHome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/** One Keycloak with the pack as delivered, or several as a cluster, on one PostgreSQL. */
final class Nodes implements AutoCloseable {

    private final Settings settings;
    private final EmbeddedPostgres postgres;
    private final ProcessHandle postmaster;
    private final KeycloakHome home;
    private final List<Server> servers = new ArrayList<>();

    private Nodes(Settings settings, EmbeddedPostgres postgres, KeycloakHome home) throws SQLException {
        this.settings = settings;
        this.postgres = postgres;
        this.home = home;
        postmaster = ProcessorTime.postmaster(postgres);
    }

    /** Starts the first one. */
    static Nodes start(Settings settings) {
        try {
            // So much that a million rows' indexes need not be read from files again and again.
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("shared_buffers", "1GB")
                    .setServerConfig("max_wal_size", "4GB")
                    .start();
            Nodes nodes = new Nodes(
                    settings, postgres, PreparedHome.prepare(settings, "pack", true, List.of("--db=postgres")));
            nodes.add();
            return nodes;
        } catch (IOException | SQLException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Starts another one and waits until all are one cluster. */
    void add() {
        int members = servers.size() + 1;
        System.out.println("Starting node " + members);
        try {
            Server server = Server.start(
                    home,
                    postgres.getJdbcUrl(Server.POSTGRES, Server.POSTGRES),
                    "",
                    List.of("--cache-embedded-network-bind-address=127.0.0.1"),
                    settings.target().resolve("node-" + members + ".log"));
            servers.add(server);
            // The view stands in the log before the first request is served.
            if (server.process().log().stream().noneMatch(line -> line.contains("] (" + members + ") ["))) {
                throw new IllegalStateException("The log of node " + members + " shows no cluster of as many");
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Any of the first nodes. */
    URI any(int nodes) {
        return servers.get(ThreadLocalRandom.current().nextInt(nodes)).url();
    }

    /** What all of them together have used so far. */
    ServerProbe.Usage usage() {
        return servers.stream()
                .map(server -> server.probe().read())
                .reduce(new ServerProbe.Usage(0, 0), ServerProbe.Usage::plus);
    }

    DataSource database() {
        return postgres.getPostgresDatabase();
    }

    /** The processor time of PostgreSQL's processes so far. */
    Duration databaseCpu() {
        return ProcessorTime.of(postmaster);
    }

    @Override
    public void close() {
        servers.forEach(server -> server.process().close());
        try {
            postgres.close();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
