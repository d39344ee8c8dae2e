package io.github.apiauth.keycloak.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code start.cmd} and its like build and run the same as {@code ./start} and its like; Windows itself is not here to ask. */
class WindowsCommandsTest {

    private static final Path ROOT = Path.of("..");

    private static final Pattern MAVEN =
            Pattern.compile("^ +(?:call )?mvn (.*?)(?: 2>&1| >&2)?(?: \\|\\|?.*)?$", Pattern.MULTILINE);
    private static final Pattern JAVA = Pattern.compile("^(?:exec )?\"java\" (.*-jar.*)$", Pattern.MULTILINE);
    private static final Pattern JAR = Pattern.compile("project/([\\w./-]+\\.jar)");
    private static final Pattern SOURCES = Pattern.compile("^.*(?:src/main|sources=).*$", Pattern.MULTILINE);
    private static final Pattern MODULE = Pattern.compile("providers|themes|launcher|migration");

    @ParameterizedTest
    @ValueSource(strings = {"start", "migrate"})
    void theSameGoalsOfMaven(String command) throws IOException {
        assertThat(found(MAVEN, windows(command)))
                .isEqualTo(found(MAVEN, bash(command)))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "migrate"})
    void theSameJarWithTheSameArguments(String command) throws IOException {
        assertThat(found(JAVA, windows(command)))
                .isEqualTo(found(JAVA, bash(command)))
                .hasSize(1);
        assertThat(found(JAR, windows(command)))
                .isEqualTo(found(JAR, bash(command)))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "migrate"})
    void builtAnewWhenTheSameModulesChange(String command) throws IOException {
        assertThat(modules(windows(command))).isEqualTo(modules(bash(command))).isNotEmpty();
    }

    @Test
    void theSameJavaIsTooOld() throws IOException {
        assertThat(bash("start")).contains("\"version\" -ge 17 ]");
        assertThat(windows("start")).contains("if version lss 17 ");
    }

    @Test
    void theCheckOfContractsIsThatOfStart() throws IOException {
        assertThat(bash("legacy-api")).contains("/start\" legacy-api ARGUMENTS");
        assertThat(windows("legacy-api")).contains("start.cmd\" legacy-api ARGUMENTS");
    }

    /** The script, with variables as their names; what is only right on one system is left out. */
    private static String bash(String command) throws IOException {
        return Files.readString(ROOT.resolve(command))
                .replace("\"$@\"", "ARGUMENTS")
                .replaceAll("=\\$terminal", "")
                .replaceAll("\\$\\{?(\\w+)(?::-})?", "$1");
    }

    private static String windows(String command) throws IOException {
        return Files.readString(ROOT.resolve(command + ".cmd"))
                .replace("\r", "")
                .replace("%*", "ARGUMENTS")
                .replace("terminal=false", "terminal")
                .replaceAll("%(\\w+)%", "$1")
                .replace('\\', '/');
    }

    private static List<String> modules(String script) {
        return found(SOURCES, script).stream()
                .flatMap(line -> MODULE.matcher(line).results().map(MatchResult::group))
                .distinct()
                .toList();
    }

    private static List<String> found(Pattern pattern, String script) {
        return pattern.matcher(script)
                .results()
                .map(match -> match.groupCount() == 0 ? match.group() : match.group(1))
                .toList();
    }
}
