package io.github.apiauth.keycloak.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/how-to/migrate.md says what the code does: its profile can be read, and its tables have every member and field. */
class MigrateDocTest {

    private static final Pattern PROFILE = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private final String doc;

    MigrateDocTest() throws IOException {
        doc = Files.readString(Path.of("../docs/how-to/migrate.md"));
    }

    @Test
    void givenItsProfile_thenItCanBeRead() throws Exception {
        assertThat(PROFILE.matcher(doc).results().toList()).hasSize(1).allSatisfy(profile -> assertThat(
                        ProfileFile.parse("migrate.md", profile.group(1)))
                .isNotNull());
    }

    @Test
    void givenItsTables_thenTheyAreComplete() {
        assertThat(names("| Member | |")).isEqualTo(members());
        assertThat(names("| Field of a client | |")).isEqualTo(new TreeSet<>(ClientMapping.FIELDS));
        assertThat(names("| Field of a user | |")).isEqualTo(new TreeSet<>(UserMapping.FIELDS));
        assertThat(names("| Field of a token | |")).isEqualTo(new TreeSet<>(TokenMapping.FIELDS));
    }

    /** Else hashes would go over that nobody verifies, or stay behind without need. */
    @Test
    void givenBoundsOfThePack_thenTheSame() throws IOException {
        assertThat(Files.readString(Path.of("../docs/how-to/password-hashes.md"))
                        .replaceAll("\\s+", " "))
                .contains(String.format(
                        Locale.ROOT,
                        "bcrypt with a cost of %d to %d, phpass with 2<sup>%d</sup> to 2<sup>%d</sup> rounds, crypt(3) with up to %,d",
                        PasswordHash.LOWEST_BCRYPT_COST,
                        PasswordHash.HIGHEST_BCRYPT_COST,
                        PasswordHash.FEWEST_PHPASS_ROUNDS_LOG2,
                        PasswordHash.MOST_PHPASS_ROUNDS_LOG2,
                        PasswordHash.MOST_SHA_ROUNDS));
    }

    @Test
    void givenOptions_thenTheOnesOfTheUsageText() {
        assertThat(Pattern.compile("(?<![-a-z])(--[a-z][a-z-]+)")
                        .matcher(doc)
                        .results()
                        .map(option -> option.group(1)))
                .allSatisfy(option -> assertThat(Options.USAGE).contains(option));
    }

    private static Set<String> members() {
        return Stream.of(
                        Profile.class,
                        Profile.Clients.class,
                        Profile.Users.class,
                        Profile.Tokens.class,
                        Profile.Digest.class)
                .flatMap(type -> Stream.of(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the first column of a table names. */
    private Set<String> names(String header) {
        Set<String> names = new TreeSet<>();
        doc.substring(doc.indexOf(header))
                .lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .forEach(line ->
                        NAME.matcher(line.split("\\|", -1)[1]).results().forEach(name -> names.add(name.group(1))));
        return names;
    }
}
