package io.github.apiauth.keycloak.it.server;

import java.net.URI;

/** A Keycloak with the pack, the realm {@code api} and the development set. One serves the whole run. */
public interface KeycloakServer {

    String ADMIN = "admin";
    String ADMIN_PASSWORD = "admin-password";

    /** Where the server is reached, without a slash at the end. */
    URI url();

    /** What the server has printed so far. */
    String log();

    /** The server of this test run, started at the first call. Stopped when the JVM ends. */
    static KeycloakServer shared() {
        return Shared.SERVER;
    }

    /** Holds the one server of the run: JUnit's and jqwik's tests have no other place in common. */
    final class Shared {

        private static final KeycloakServer SERVER = start();

        private Shared() {}

        private static KeycloakServer start() {
            String kind = System.getProperty("keycloak.server", "auto");
            return switch (kind) {
                case "distribution" -> DistributionServer.start();
                case "container" -> ContainerServer.start();
                case "auto" -> ContainerServer.isPossible() ? ContainerServer.start() : DistributionServer.start();
                default ->
                    throw new IllegalArgumentException(
                            "-Dkeycloak.server must be auto, distribution or container, not " + kind);
            };
        }
    }
}
