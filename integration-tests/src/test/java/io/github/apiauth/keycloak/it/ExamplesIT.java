package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.apiauth.keycloak.it.server.Clients;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in docs/examples do what they say, each where its language is installed. */
@Once
class ExamplesIT {

    private static final Path EXAMPLES = TestProject.root().resolve("docs/examples");

    static Stream<Arguments> demos() {
        return Stream.of(
                Arguments.of("PHP with Guzzle", "require 'GuzzleHttp/autoload.php';", "php php/demo.php guzzle"),
                Arguments.of("PHP with cURL", "exit(extension_loaded('curl') ? 0 : 1);", "php php/demo.php curl"),
                Arguments.of("JavaScript", "node --version", "node javascript/demo.mjs"),
                Arguments.of("Python", "python3 --version", "python3 python/demo.py"),
                Arguments.of("Java", "java --version", "java java/ApiClient.java"),
                Arguments.of("curl", "curl --version && jq --version", "curl/demo.sh"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("demos")
    void givenTheOfficeApisGuide_thenTheClientFollowsIt(String name, String needs, String demo) {
        boolean installed =
                name.startsWith("PHP") ? Shell.succeeds("php", "-r", needs) : Shell.succeeds("bash", "-c", needs);
        assumeTrue(installed, () -> name + " is not installed here: " + needs);
        Shell.Result result = Shell.run(EXAMPLES, Shell.environment(), Shell.bash(demo));
        assertThat(result.output()).isEqualToNormalizingNewlines("""
                        Token issued: Bearer, 3600 s, scope read write
                        Token refreshed: Bearer, 3600 s, scope read write
                        Wrong secret: 401 invalid_client Invalid client or Invalid client credentials
                        Bad request: 400 invalid_scope Invalid scopes: nope
                        """);
        assertThat(result.code()).isZero();
    }

    @Test
    void givenEmailAndPassword_thenTheCurlExampleGetsAToken() {
        assumeTrue(Shell.succeeds("bash", "-c", "curl --version && jq --version"), "curl or jq is not installed here");
        Map<String, String> environment = new HashMap<>(Shell.environment());
        environment.put("API_CLIENT_ID", Clients.WEB_APP);
        environment.put("API_CLIENT_SECRET", Clients.secret(Clients.WEB_APP));
        environment.put("API_EMAIL", "jane@example.com");
        environment.put("API_PASSWORD", "jane-password");
        Shell.Result result = Shell.run(EXAMPLES, environment, Shell.bash("curl/password.sh"));
        assertThat(result.output()).isEqualTo("Token issued: Bearer, 86400 s, scope read write\n");
        assertThat(result.code()).isZero();
    }
}
