package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./legacy-api check}, as somebody who describes an API uses it. */
@Once
class ContractCheckIT {

    /** Commands, and what of their output the page shows. */
    private static final Pattern BLOCKS = Pattern.compile("```sh\n(.*?)```.*?```\n(.*?)```", Pattern.DOTALL);

    private static final String ODD = "docs/examples/legacy-api/odd.json";

    @Test
    void givenContract_thenWhatItMakesOfRequestsAndAnswers() {
        Shell.Result result = check(ODD);
        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("Contract 'odd', below /realms/{realm}/rest/")
                .contains("client_id may be called appid")
                .contains("username = user@example.org", "scope = read write")
                .contains("\"status\":\"success\"", "Failure: rate-limit", "HTTP 200");
    }

    @Test
    void givenNameOfAShippedOne_thenThat() {
        assertThat(check("community").output()).contains("{\"revoked\":true}", "multipart/form-data");
    }

    @Test
    void givenRequestOfOnesOwn_thenWhatKeycloakIsGiven(@TempDir Path directory) throws Exception {
        Path request = Files.writeString(directory.resolve("request.json"), "{\"appid\":7,\"login\":\"jane\"}");
        assertThat(check(ODD, request.toString(), "application/json").output()).contains("username = jane");
        Files.writeString(request, "{");
        Shell.Result refused = check(ODD, request.toString(), "application/json");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).contains("The request is refused: The body is not valid JSON");
    }

    @Test
    void givenMistake_thenFilePlaceAndMend(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("bad.json"),
                Files.readString(TestProject.root().resolve(ODD)).replaceFirst("\\{access_token}", "{acces_token}"));
        Shell.Result result = check(file.toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output())
                .contains(file.toString(), "/answers/issued/body", "{acces_token}", "{access_token}");
    }

    @Test
    void givenBaseOfAShippedOne_thenSaid(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("mine.json"),
                Files.readString(TestProject.root().resolve(ODD)).replace("service/v1", "restful_api"));
        assertThat(check(file.toString()).output()).contains("/base: \"restful_api\" is the base of 'community' too");
    }

    @Test
    void givenTheHowToOfAnotherEnvelope_thenTheCheckShowsWhatItSays(@TempDir Path directory) throws Exception {
        String page = Files.readString(TestProject.root().resolve("docs/how-to/another-envelope.md"));
        Matcher blocks = BLOCKS.matcher(page);
        assertThat(blocks.find()).isTrue();
        Shell.Result result = Shell.run(
                TestProject.root(),
                Map.of(),
                Shell.bash(blocks.group(1)
                        .replace("acme.json", directory.resolve("acme.json").toString())));
        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("Contract 'acme', below /realms/{realm}/rest/acme")
                .contains(blocks.group(2).lines().toList())
                .doesNotContain("\"data\":", "\"error\":false", "\"error\":true");
    }

    @Test
    void givenNothing_thenItsUsage() {
        Shell.Result result = Shell.run(TestProject.root(), Map.of(), "./legacy-api");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.output()).contains("Usage: ./legacy-api check FILE");
    }

    private static Shell.Result check(String... arguments) {
        String[] command = new String[arguments.length + 2];
        command[0] = "./legacy-api";
        command[1] = "check";
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        return Shell.run(TestProject.root(), Map.of(), command);
    }
}
