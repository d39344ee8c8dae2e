package io.github.apiauth.keycloak.it.server;

import io.github.apiauth.keycloak.launcher.KeycloakHome;
import io.github.apiauth.keycloak.launcher.KeycloakProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nodes of Keycloak on one PostgreSQL, in production mode and clustered as Keycloak does by default. */
public final class Cluster implements AutoCloseable {

    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private final EmbeddedPostgres postgres;
    private final KeycloakHome home;

    private Cluster(EmbeddedPostgres postgres, KeycloakHome home) {
        this.postgres = postgres;
        this.home = home;
    }

    /** Starts PostgreSQL and builds Keycloak for it. */
    public static Cluster create() throws IOException, InterruptedException {
        KeycloakHome home = DistributionServer.home("cluster");
        home.build(List.of("--db=postgres", "--metrics-enabled=true"), log("build"));
        return new Cluster(EmbeddedPostgres.start(), home);
    }

    /** Starts a node and waits until it serves requests. */
    public Node start(String name) throws IOException, InterruptedException {
        int port = KeycloakProcess.freePort();
        int managementPort = KeycloakProcess.freePort();
        Map<String, String> environment = new HashMap<>(Clients.SECRETS);
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakServer.ADMIN);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", KeycloakServer.ADMIN_PASSWORD);
        List<String> options = List.of(
                "start",
                "--optimized",
                "--import-realm",
                "--http-enabled=true",
                "--http-port=" + port,
                "--http-management-port=" + managementPort,
                // One issuer for both, as behind a load balancer.
                "--hostname=http://localhost:8080",
                "--cache-embedded-network-bind-address=127.0.0.1",
                "--db-url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--db-username=postgres",
                "--db-password=postgres");
        Node node = new Node(
                URI.create("http://localhost:" + port),
                URI.create("http://localhost:" + managementPort + "/metrics"),
                KeycloakProcess.start(home, options, environment, log(name)));
        node.process().awaitReady(node.url().resolve("/realms/api"), AT_MOST, lines -> {});
        return node;
    }

    private static Path log(String name) throws IOException {
        return TestProject.target().resolve("keycloak-cluster-" + name + ".log");
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    /** One of the servers. */
    public record Node(URI url, URI metricsUrl, KeycloakProcess process) implements AutoCloseable {

        /** A request to a path of this node. */
        public Request to(String path) {
            return Request.to(url.resolve(path));
        }

        /** What this node has counted until now. */
        public Metrics metrics() {
            return Metrics.at(metricsUrl);
        }

        /** Whether the node's last view of the cluster has this many members. */
        public boolean sees(int members) throws IOException {
            return process.log().stream()
                    .filter(line -> line.contains("cluster view"))
                    .reduce((first, second) -> second)
                    .filter(line -> line.contains("] (" + members + ") ["))
                    .isPresent();
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
