package io.github.apiauth.keycloak.it;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Clients;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Npm;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files of docs/examples that Postman and editors send requests from. */
@Once
class RequestFilesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLES = TestProject.root().resolve("docs/examples");

    /** In newman, which is Postman's own runner. A request whose own tests fail fails here. */
    @Test
    void givenPostman_thenEachRequestIsAnsweredAsItSays() throws IOException {
        Path directory = TestProject.target().resolve("newman");
        TestProject.copy(TestProject.root().resolve("integration-tests/src/test/newman"), directory);
        Npm.install(directory);
        JsonNode environment = environment();
        for (JsonNode variable : environment.get("values")) {
            ((ObjectNode) variable)
                    .put("value", variables().get(variable.get("key").asText()));
        }
        JSON.writeValue(directory.resolve("environment.json").toFile(), environment);
        Shell.Result result = Shell.run(
                directory,
                Map.of(),
                "node_modules/.bin/newman",
                "run",
                EXAMPLES.resolve("postman/api.postman_collection.json").toString(),
                "--environment=environment.json");
        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output()).contains("Token issued", "Token refreshed", "Token revoked");
    }

    @Test
    void givenPostmansEnvironment_thenItHoldsNoSecret() throws IOException {
        assertThat(environment().get("values"))
                .filteredOn(variable -> variable.get("type").asText().equals("secret"))
                .hasSize(3)
                .allSatisfy(secret -> assertThat(secret.get("value").asText()).isEmpty());
    }

    @Test
    void givenHttpFile_thenEachRequestSucceeds() throws IOException {
        Map<String, Answer> answers = new HttpFile(EXAMPLES.resolve("http/api.http"), variables()).send();
        assertThat(answers)
                .containsOnlyKeys(
                        "Client credentials",
                        "E-mail and password",
                        "Refresh",
                        "Plugins",
                        "Introspect",
                        "Revoke",
                        "The community API: user credentials")
                .allSatisfy((request, answer) -> assertThat(answer.status())
                        .as("%s: %s", request, answer.body())
                        .isEqualTo(200))
                .hasEntrySatisfying("Introspect", answer -> assertThat(answer.data("active"))
                        .isEqualTo("true"));
    }

    private static JsonNode environment() throws IOException {
        return JSON.readTree(
                EXAMPLES.resolve("postman/api.postman_environment.json").toFile());
    }

    private static Map<String, String> variables() {
        String realm = KeycloakServer.shared().url() + "/realms/api/rest";
        return Map.ofEntries(
                entry("API_URL", realm + "/api/v2"),
                entry("COMMUNITY_URL", realm + "/restful_api"),
                entry("API_CLIENT_ID", Clients.SERVER_APP),
                entry("API_CLIENT_SECRET", Clients.secret(Clients.SERVER_APP)),
                entry("WEB_CLIENT_ID", Clients.WEB_APP),
                entry("WEB_CLIENT_SECRET", Clients.secret(Clients.WEB_APP)),
                entry("API_EMAIL", "jane@example.com"),
                entry("API_PASSWORD", "jane-password"));
    }
}
