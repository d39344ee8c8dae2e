package io.github.apiauth.keycloak.it.server;

import io.github.apiauth.keycloak.launcher.KeycloakHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * A small server (512 MB of heap) behind a reverse proxy, below {@code /auth}, with a second realm: {@code trapped}, an old realm
 * with all the mistakes that the start-up check knows. One other extension stands in the pack's place, another has a contract, a third
 * does scheduled tasks when it is told; a second contract is a file; and clients have little time to send a body. Started at the first
 * call, stopped when the JVM ends.
 */
public final class ProxiedServer {

    /** The largest heap in bytes. */
    public static final long HEAP = 512L << 20;

    /** How many seconds a client may take to send a body. */
    public static final int SECONDS = 3;

    private static final DistributionServer SERVER = start();

    private ProxiedServer() {}

    /** The server of this test run. */
    public static DistributionServer shared() {
        return SERVER;
    }

    private static DistributionServer start() {
        KeycloakHome home = DistributionServer.home("proxied");
        try {
            copy(
                    "integration-tests/src/test/realms/trapped-realm.json",
                    home.directory().resolve("data/import"));
            copy("docs/examples/legacy-api/odd.json", home.directory().resolve("conf/legacy-api"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        ForeignExtension.install("in-place", home);
        ForeignExtension.install("dialect", home);
        ForeignExtension.install("tasks", home);
        return DistributionServer.start(
                "proxied",
                home,
                "/auth",
                environment(),
                List.of(
                        "--http-relative-path=/auth",
                        "--proxy-headers=xforwarded",
                        "--spi-body-intake--node--max-seconds=" + SECONDS,
                        // A preview feature of Keycloak, for SecretRotationIT.
                        "--features=client-secret-rotation",
                        "--spi-legacy-path--host-root--mappings=/rest/api/v2=api/office/api/v2,"
                                + "/restful_api=trapped/office/api/v2/oauth,"
                                + "/service=api/odd,/lines=api/dialect,/old=api/community"));
    }

    private static void copy(String file, Path directory) throws IOException {
        Path source = TestProject.root().resolve(file);
        Files.copy(
                source,
                Files.createDirectories(directory).resolve(source.getFileName()),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = DistributionServer.compiledWell(Clients.SECRETS);
        environment.put("JAVA_OPTS_KC_HEAP", "-Xms" + HEAP + " -Xmx" + HEAP);
        return environment;
    }
}
