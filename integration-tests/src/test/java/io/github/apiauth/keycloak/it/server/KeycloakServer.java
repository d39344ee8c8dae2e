package io.github.apiauth.keycloak.it.server;

import java.net.URI;
import java.util.function.Supplier;

/** A Keycloak with the realm {@code api} and the development set. One with the pack serves the whole run. */
public interface KeycloakServer {

    String ADMIN = "admin";
    String ADMIN_PASSWORD = "admin-password";

    /** The option for a log that says all that Keycloak and the pack can say. */
    String LOG_AT_DEBUG = "--log-level=info,org.keycloak:debug,io.github.apiauth:debug";

    /**
     * The option without which a second login of the same user within a few milliseconds is now and then refused as that of a
     * locked user: Keycloak ends the protection of the first on another thread, after its answer
     * (DefaultBlockingBruteForceProtector 26.7.0).
     */
    String CONCURRENT_LOGINS =
            "--spi-brute-force-protector--default-brute-force-detector--allow-concurrent-requests=true";

    /** Where the server is reached, without a slash at the end. */
    URI url();

    /** The name under which the server reaches what listens on the machine that the tests run on. */
    String hostOfTests();

    /** What the server has printed so far. */
    String log();

    /** The same and more, at level DEBUG. */
    String debugLog();

    /** What the server's metrics endpoint says. */
    Metrics metrics();

    /** The server of this test run, started at the first call. Stopped when the JVM ends. */
    static KeycloakServer shared() {
        return Shared.SERVER;
    }

    /** A server as Keycloak ships it, with what such a server understands of the realm. Started and stopped as the shared one. */
    static KeycloakServer withoutPack() {
        return WithoutPack.SERVER;
    }

    private static KeycloakServer start(Supplier<KeycloakServer> container, Supplier<KeycloakServer> distribution) {
        String kind = System.getProperty("keycloak.server", "auto");
        return switch (kind) {
            case "distribution" -> distribution.get();
            case "container" -> container.get();
            case "auto" -> ContainerServer.isPossible() ? container.get() : distribution.get();
            default ->
                throw new IllegalArgumentException(
                        "-Dkeycloak.server must be auto, distribution or container, not " + kind);
        };
    }

    /** Holds the one server of the run: JUnit's and jqwik's tests have no other place in common. */
    final class Shared {

        private static final KeycloakServer SERVER = start(ContainerServer::start, DistributionServer::start);

        private Shared() {}
    }

    /** Holds the one server without the pack. */
    final class WithoutPack {

        private static final KeycloakServer SERVER =
                start(ContainerServer::startWithoutPack, DistributionServer::startWithoutPack);

        private WithoutPack() {}
    }
}
