package io.github.apiauth.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that say what is supported name each Java and Keycloak that {@code .ci/run} tests on. */
@Tag("once")
class SupportDocTest {

    private static final Pattern TEST_ON = Pattern.compile("^test_on (\\d+) ([\\d.]+) ", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/support.md"})
    void namesWhatIsTested(String page) throws IOException {
        String text = Files.readString(Path.of("..", page));
        List<MatchResult> servers = TEST_ON.matcher(Files.readString(Path.of("../.ci/run")))
                .results()
                .toList();
        assertThat(servers).hasSizeGreaterThan(1).allSatisfy(server -> assertThat(text)
                .containsPattern("\\| Java \\|.*\\b" + server.group(1) + "\\b")
                .containsPattern("\\| Keycloak \\|.*\\b" + Pattern.quote(server.group(2)) + "\\b"));
    }
}
