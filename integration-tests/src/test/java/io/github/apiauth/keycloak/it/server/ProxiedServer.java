package io.github.apiauth.keycloak.it.server;

import io.github.apiauth.keycloak.launcher.KeycloakHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A server behind a reverse proxy, below {@code /auth}, with a second realm: {@code trapped}, an old realm with all the mistakes
 * that the start-up check knows. Started at the first call, stopped when the JVM ends.
 */
public final class ProxiedServer {

    private static final DistributionServer SERVER = start();

    private ProxiedServer() {}

    /** The server of this test run. */
    public static KeycloakServer shared() {
        return SERVER;
    }

    private static DistributionServer start() {
        KeycloakHome home = DistributionServer.home("proxied");
        try {
            Files.copy(
                    TestProject.root().resolve("integration-tests/src/test/realms/trapped-realm.json"),
                    home.directory().resolve("data/import/trapped-realm.json"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return DistributionServer.start(
                "proxied",
                home,
                "/auth",
                Clients.SECRETS,
                List.of(
                        "--http-relative-path=/auth",
                        "--log-level=info",
                        "--proxy-headers=xforwarded",
                        // A preview feature of Keycloak, for SecretRotationIT.
                        "--features=client-secret-rotation",
                        "--spi-legacy-path--host-root--mappings=/rest/api/v2=api,/restful_api=trapped/oauth"));
    }
}
