package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.Npm;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** openid-client of npm, on Keycloak's own endpoints, where Node.js and npm's registry are. */
@Once
class NodeClientIT {

    @BeforeAll
    static void install() throws IOException {
        TestProject.copy(TestProject.root().resolve("integration-tests/src/test/node"), directory());
        Npm.install(directory());
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
