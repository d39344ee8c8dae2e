package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.SameInContainer;
import io.github.apiauth.keycloak.it.server.Shell;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every request on these pages gives the answer that the page shows. */
@SameInContainer
class PagesIT {

    private static final List<String> PAGES =
            List.of("README.md", "docs/api.md", "docs/api/community.md", "docs/how-to/add-a-plugin.md");

    private static final Pattern REQUEST_AND_ANSWER =
            Pattern.compile("```bash\\n([^`]*curl[^`]*)```\\s*```(?:json|text)\\n([^`]*)```");

    @BeforeAll
    static void requireTools() {
        assumeTrue(Shell.succeeds("bash", "-c", "curl --version"), "bash or curl is not installed here");
    }

    @TestFactory
    List<DynamicContainer> requests() throws IOException {
        List<DynamicContainer> pages = new ArrayList<>();
        for (String page : PAGES) {
            pages.add(DynamicContainer.dynamicContainer(
                    page, requests(Files.readString(TestProject.root().resolve(page)))));
        }
        return pages;
    }

    private static List<DynamicTest> requests(String page) {
        List<DynamicTest> tests = new ArrayList<>();
        Matcher blocks = REQUEST_AND_ANSWER.matcher(page);
        while (blocks.find()) {
            String request = blocks.group(1);
            String answer = blocks.group(2);
            tests.add(DynamicTest.dynamicTest(request.lines().findFirst().orElse(request), () -> {
                Map<String, String> environment = new HashMap<>(Shell.environment());
                environment.put("ADMIN_TOKEN", AdminApi.shared().accessToken());
                Shell.Result result = Shell.run(TestProject.root(), environment, Shell.bash(request));
                assertThat(result.code()).as(result.output()).isZero();
                assertThat(onOneLine(result.output())).matches(pattern(answer));
            }));
        }
        long requests =
                Pattern.compile("```bash\\n[^`]*curl").matcher(page).results().count();
        assertThat(tests)
                .as("each request is followed by its answer")
                .hasSize((int) requests)
                .isNotEmpty();
        return tests;
    }

    /** The answer as the page shows it: on several lines, with … for what is different each time. */
    private static Pattern pattern(String answer) {
        return Pattern.compile(Pattern.quote(onOneLine(answer)).replace("…", "\\E[^\",{}]+\\Q"));
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\s+", "");
    }
}
