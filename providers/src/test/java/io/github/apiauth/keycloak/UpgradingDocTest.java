package io.github.apiauth.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** docs/upgrading.md names every internal class that the pack uses, with the room that uses it, and no other. */
@Tag("once")
class UpgradingDocTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/apiauth/keycloak");
    private static final String BASE = "io.github.apiauth.keycloak";

    /** A class, without one inside of it. */
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?((?:[a-z]\\w*\\.)+[A-Z]\\w*)", Pattern.MULTILINE);

    /** What Keycloak promises nothing about: all but its core and its public SPI. */
    private static final Pattern KEYCLOAKS = Pattern.compile(
            ".*/keycloak-(?:services|server-spi-private|model-[a-z-]+|quarkus-[a-z-]+)-\\d[^/]*\\.jar!.*");

    /** The same of what Keycloak is made of. */
    private static final Pattern OTHERS = Pattern.compile(
            "io\\.(?:quarkus|netty)\\..*|org\\.jboss\\.resteasy\\..*|org\\.infinispan\\.factories\\..*|.*\\.impl\\..*");

    /** {@code | `room` | `Internal`, `Other` | used for | how its change shows |} */
    private static final Pattern ROW = Pattern.compile(
            "^\\| `(?<room>[a-z]+)` \\| (?<internals>`[^|]+) \\| [^|]+ \\| (?<shows>[^|]+) \\|$", Pattern.MULTILINE);

    private static final Set<String> USED =
            Stream.concat(imports(), calls()).collect(Collectors.toCollection(TreeSet::new));

    private static final Pattern CODE = Pattern.compile("`(\\w+)`");

    private final String doc;

    UpgradingDocTest() throws IOException {
        doc = Files.readString(Path.of("../docs/upgrading.md"));
    }

    @Test
    void everyInternalHasARow() {
        Set<String> missing = new TreeSet<>(USED);
        missing.removeAll(named());
        assertThat(missing)
                .as(
                        "docs/upgrading.md, Internals, lacks these (room, class): add each to a row of its room, with what it is"
                                + " used for and how its change shows")
                .isEmpty();
    }

    @Test
    void everyRowIsOfAnInternalInUse() {
        Set<String> stale = named();
        stale.removeAll(USED);
        assertThat(stale)
                .as("docs/upgrading.md, Internals, names these (room, class), which are not imported: take them out")
                .isEmpty();
    }

    @Test
    void everyTestThatARowNamesExists() {
        Set<String> tests = Stream.of("src/test", "../integration-tests/src/test")
                .flatMap(directory -> files(Path.of(directory)))
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        assertThat(ROW.matcher(doc).results().flatMap(row -> code(row.group(3))))
                .isNotEmpty()
                .allMatch(tests::contains);
    }

    /** With those whose constants only are used, of which the class files say nothing. */
    private static Stream<String> imports() {
        return files(SOURCES).flatMap(file -> {
            String room = SOURCES.relativize(file).getName(0).toString();
            return IMPORT.matcher(read(file)).results().flatMap(type -> internal(room, type.group(1)));
        });
    }

    /** With those that are not imported, because a method of them is called on what another returned. */
    private static Stream<String> calls() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(BASE).stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .flatMap(use -> internal(
                                room(use.getOriginClass()),
                                use.getTargetClass().getBaseComponentType().getName()));
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(BASE.length() + 1).replaceFirst("\\..*", "");
    }

    /** The room with the simple name of the class that this class is, or is inside of, if that is an internal. */
    private static Stream<String> internal(String room, String type) {
        String outer = type.replaceFirst("\\$.*", "");
        URL file = UpgradingDocTest.class.getClassLoader().getResource(outer.replace('.', '/') + ".class");
        return OTHERS.matcher(outer).matches()
                        || (file != null && KEYCLOAKS.matcher(file.toString()).matches())
                ? Stream.of(room + ' ' + outer.substring(outer.lastIndexOf('.') + 1))
                : Stream.empty();
    }

    private Set<String> named() {
        return ROW.matcher(doc)
                .results()
                .flatMap(row -> code(row.group(2)).map(name -> row.group(1) + ' ' + name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> code(String cell) {
        return CODE.matcher(cell).results().map((MatchResult name) -> name.group(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
