package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.apiauth.keycloak.it.server.Clients;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Npm;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/examples/generated: clients that OpenAPI Generator makes of docs/openapi*.yaml get tokens. */
@Once
class GeneratedClientsIT {

    private static final String LOADED =
            "require 'GuzzleHttp/autoload.php'; exit(extension_loaded('mbstring') ? 0 : 1);";

    @BeforeAll
    static void generate() throws IOException {
        TestProject.copy(
                TestProject.root().resolve("docs"), TestProject.target().resolve("generated-clients/docs"));
        Shell.Result result = Shell.run(
                directory(),
                Map.of(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                TestProject.target()
                        .resolve("openapi-generator/openapi-generator-cli.jar")
                        .toString(),
                "batch",
                "php.yaml",
                "php-community.yaml",
                "typescript.yaml",
                "typescript-community.yaml");
        assertThat(result.code()).as(result.output()).isZero();
    }

    @Test
    void givenPhp_thenTokens() throws IOException {
        assumeTrue(Shell.succeeds("php", "-r", LOADED), "PHP with Guzzle and mbstring is not installed here");
        getTokens("php php/office.php", "php php/community.php");
    }

    @Test
    void givenTypeScript_thenItsTypesAreRightAndTokens() throws IOException {
        Npm.install(directory().resolve("typescript"));
        Shell.Result compiled = Shell.run(directory().resolve("typescript"), Map.of(), "npm", "run", "build");
        assertThat(compiled.code()).as(compiled.output()).isZero();
        getTokens("node typescript/js/office.js", "node typescript/js/community.js");
    }

    private static void getTokens(String office, String community) throws IOException {
        Shell.Result result = Shell.run(directory(), Shell.environment(), Shell.bash(office));
        assertThat(result.output()).matches("""
            Token issued: Bearer, 3600 s, scope read write
            Token refreshed: Bearer, 3600 s, scope read write
            Plugins: \\d+ plugins?
            Wrong secret: 401 invalid_client Invalid client or Invalid client credentials
            """);
        Map<String, String> environment = new HashMap<>();
        environment.put("COMMUNITY_URL", KeycloakServer.shared().url() + "/realms/api/rest/restful_api");
        environment.put("API_CLIENT_ID", Clients.WEB_APP);
        environment.put("API_CLIENT_SECRET", Clients.secret(Clients.WEB_APP));
        environment.put("API_EMAIL", "jane@example.com");
        environment.put("API_PASSWORD", "jane-password");
        assertThat(Shell.run(directory(), environment, Shell.bash(community)).output())
                .isEqualTo("""
                    Bearer, 86400 s, scope read
                    Wrong secret: 400 invalid_client Invalid client or Invalid client credentials
                    """);
    }

    private static Path directory() throws IOException {
        return TestProject.target().resolve("generated-clients/docs/examples/generated");
    }
}
