package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** openid-client of npm, on Keycloak's own endpoints, where Node.js and npm's registry are. */
@Once
class NodeClientIT {

    private static final String NEW_ENOUGH = "const [major, minor] = process.versions.node.split('.');"
            + " process.exit(major > 20 || (major == 20 && minor >= 19) ? 0 : 1)";

    @BeforeAll
    static void install() throws IOException {
        assumeTrue(Shell.succeeds("node", "-e", NEW_ENOUGH), "Node.js 20.19 or newer is not installed here");
        assumeTrue(
                Shell.succeeds("npm", "ping", "--fetch-retries=0"),
                "npm is not installed here, or its registry cannot be reached");
        Path source = TestProject.root().resolve("integration-tests/src/test/node");
        Files.createDirectories(directory());
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory().resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Shell.Result result = Shell.run(directory(), Map.of(), "npm", "ci");
        assertThat(result.code()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void givenOpenidClient_thenItsTestsPass(Deployment deployment) throws IOException {
        Map<String, String> environment = new HashMap<>(Shell.environment());
        environment.put("ISSUER", deployment.issuer());
        Shell.Result result = Shell.run(directory(), environment, "node", "--test", "openid-client.test.mjs");
        assertThat(result.code()).as(result.output()).isZero();
    }

    private static Path directory() throws IOException {
        return TestProject.target().resolve("node");
    }
}
