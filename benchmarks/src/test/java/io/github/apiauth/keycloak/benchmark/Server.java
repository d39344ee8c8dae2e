package io.github.apiauth.keycloak.benchmark;

import io.github.apiauth.keycloak.launcher.KeycloakHome;
import io.github.apiauth.keycloak.launcher.KeycloakProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Keycloak in production mode. */
record Server(URI url, ServerProbe probe, KeycloakProcess process) {

    /** Of every client. */
    static final String SECRET = "a-secret-of-the-benchmark";

    static final String ADMIN = "admin";
    static final String POSTGRES = "postgres";

    private static final Duration AT_MOST = Duration.ofMinutes(5);

    /**
     * Starts it and waits until it serves requests.
     *
     * @param jvm options of the JVM, beside the heap's size and those of {@code kc.sh}
     * @param options of {@code kc.sh start}, beside those that all servers share
     */
    static Server start(KeycloakHome home, String databaseUrl, String jvm, List<String> options, Path log)
            throws IOException, InterruptedException {
        int port = KeycloakProcess.freePort();
        List<String> all = new ArrayList<>(List.of(
                "start",
                "--optimized",
                "--import-realm",
                // Users share jane: Keycloak would refuse one login of hers while it checks another.
                "--spi-brute-force-protector--default-brute-force-detector--allow-concurrent-requests=true",
                "--http-enabled=true",
                "--http-port=" + port,
                "--http-management-port=" + KeycloakProcess.freePort(),
                // One issuer for all, as behind a load balancer.
                "--hostname=http://localhost:8080",
                "--db-url=" + databaseUrl,
                "--db-username=" + POSTGRES,
                "--db-password=" + POSTGRES));
        all.addAll(options);
        KeycloakProcess process = KeycloakProcess.start(
                home,
                all,
                Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD", SECRET,
                        "API_SERVER_APP_SECRET", SECRET,
                        "API_ADMIN_APP_SECRET", SECRET,
                        "API_WEB_APP_SECRET", SECRET,
                        "JAVA_OPTS_KC_HEAP", "-Xms768m -Xmx768m",
                        "JAVA_OPTS_APPEND", jvm),
                log);
        Runtime.getRuntime().addShutdownHook(new Thread(process::close));
        URI url = URI.create("http://localhost:" + port);
        process.awaitReady(url.resolve("/realms/api"), AT_MOST, lines -> {});
        return new Server(url, ServerProbe.of(process.pid()), process);
    }
}
