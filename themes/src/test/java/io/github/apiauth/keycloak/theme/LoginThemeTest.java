package io.github.apiauth.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must hold for the login theme's files; what they look like is tested in browsers. */
class LoginThemeTest {

    private static final Path THEME = Path.of("src/main/resources/theme/api-auth/login");

    /** But for the footer, which Keycloak leaves empty for themes to fill. */
    @Test
    void noTemplateOfKeycloakIsCopied() throws IOException {
        assertThat(files())
                .filteredOn(file -> file.toString().endsWith(".ftl"))
                .containsExactly(THEME.resolve("footer.ftl"));
        assertThat(Resources.text("keycloak.v2/login/footer.ftl").replaceAll("(?s)<#--.*?-->|\\s", ""))
                .isEqualTo("<#macrocontent></#macro>");
    }

    /** What names no left and no right is right in both directions of writing. */
    @Test
    void styleSheetsKnowNoLeftAndRight() throws IOException {
        for (Path file : files()) {
            if (file.toString().endsWith(".css")) {
                assertThat(Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", ""))
                        .as(file.toString())
                        .doesNotContainPattern("\\b(left|right)\\b");
            }
        }
    }

    @Test
    void nothingIsFetchedFromElsewhere() throws IOException {
        for (Path file : files()) {
            String withoutNamespaces = Files.readString(file).replace("http://www.w3.org/2000/svg", "");
            assertThat(withoutNamespaces).as(file.toString()).doesNotContain("http:", "https:", "//cdn", "@import");
        }
    }

    @Test
    void everyFileThatThePropertiesNameIsThere() {
        Map<String, String> named = Resources.properties("api-auth/login/theme.properties").entrySet().stream()
                .filter(entry -> entry.getKey().matches("(styles|scripts|favicons)\\.[^.]+"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(named).hasSize(5).allSatisfy((key, file) -> assertThat(
                        THEME.resolve("resources").resolve(file))
                .as(key)
                .isRegularFile());
    }

    /** The template splits them without asking: a value that held a space would make every page fail. */
    @Test
    void theBrandIsEmptyUnlessTheEnvironmentSetsIt() {
        String meta = Resources.properties("api-auth/login/theme.properties").getOrDefault("meta", "");
        List<String> entries = Arrays.asList(meta.split(" "));
        assertThat(entries).hasSize(2).allSatisfy(entry -> assertThat(entry)
                .matches("api-auth-(accent|logo)==\\$\\{env\\.API_AUTH_[A-Z]+:}"));
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(THEME)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
