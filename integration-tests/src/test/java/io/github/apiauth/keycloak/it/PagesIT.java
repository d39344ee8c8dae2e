package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every request in the README gives the answer that the README shows. */
class ReadmeIT {

    private static final Pattern REQUEST_AND_ANSWER =
            Pattern.compile("```bash\\n([^`]*curl[^`]*)```\\s*```json\\n([^`]*)```");

    @BeforeAll
    static void requireTools() {
        assumeTrue(Shell.succeeds("bash", "-c", "curl --version"), "bash or curl is not installed here");
    }

    @TestFactory
    List<DynamicTest> requests() throws IOException {
        String readme = Files.readString(TestProject.root().resolve("README.md"));
        List<DynamicTest> tests = new ArrayList<>();
        Matcher blocks = REQUEST_AND_ANSWER.matcher(readme);
        while (blocks.find()) {
            String request = blocks.group(1);
            String answer = blocks.group(2);
            tests.add(DynamicTest.dynamicTest(request.lines().findFirst().orElse(request), () -> {
                Shell.Result result = Shell.run(TestProject.root(), Shell.environment(), Shell.bash(request));
                assertThat(result.code()).as(result.output()).isZero();
                assertThat(comparable(result.output())).isEqualTo(comparable(answer));
            }));
        }
        long requests =
                Pattern.compile("```bash\\n[^`]*curl").matcher(readme).results().count();
        assertThat(tests)
                .as("each request is followed by its answer")
                .hasSize((int) requests)
                .isNotEmpty();
        return tests;
    }

    /** Tokens are shown shortened, and the answer on several lines. */
    private static String comparable(String json) {
        return json.replaceAll("\"eyJ[^\"]*\"", "\"eyJ…\"").replaceAll("\\s+", "");
    }
}
