package io.github.apiauth.keycloak.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line and the environment. */
class OptionsTest {

    private static final List<String> NEEDED = List.of(
            "--from",
            "jdbc:mysql://db/old",
            "--profile",
            "bshaffer",
            "--to",
            "https://login.example.org/",
            "--realm",
            "api");

    @Test
    void givenWhatIsNeeded_thenTheRestByDefault() throws Exception {
        Options options = Options.parse(NEEDED.toArray(String[]::new));
        assertThat(options.to()).isEqualTo(URI.create("https://login.example.org"));
        assertThat(options.parts()).containsExactly(Part.CLIENTS, Part.USERS, Part.TOKENS);
        assertThat(options.dryRun()).isFalse();
        assertThat(options.atOnce()).isEqualTo(4);
    }

    @Test
    void givenMore_thenThat() throws Exception {
        Options options = parse("--only", "users, tokens", "--dry-run", "--at-once", "8");
        assertThat(options.parts()).isEqualTo(Set.of(Part.USERS, Part.TOKENS));
        assertThat(options.dryRun()).isTrue();
        assertThat(options.atOnce()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--onyl clients                          | Unknown option --onyl",
                "--realm=api                             | with a space between",
                "s3cret                                  | Options stand before their values",
                "--realm                                 | --realm needs a value",
                "--only client                           | --only takes clients, users and tokens",
                "--at-once 0                             | from 1 to 64",
                "--at-once many                          | from 1 to 64",
                "--to http://login.example.org           | with https",
                "--to login.example.org                  | with https",
                "--from mysql://db/old                   | needs a JDBC address",
                "--from clients.csv --only clients,users | a file has clients only",
                "--from jdbc:mysql://db/old?user=me      | MIGRATE_DATABASE_USER",
                "--from jdbc:postgresql://me:s3cret@db/x | MIGRATE_DATABASE_USER",
                "--from jdbc:sqlite:old.db?password=x    | MIGRATE_DATABASE_USER",
            })
    void givenMistake_thenItsMendAndNoSecret(String arguments, String said) {
        assertThatThrownBy(() -> parse(arguments.split(" ", -1)))
                .isInstanceOf(MigrateException.class)
                .hasMessageContaining(said)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void givenFile_thenItsClientsByTheProfileForThat() throws Exception {
        Options options = Options.parse(
                "--from",
                "new/Clients.CSV",
                "--secrets",
                "s.csv",
                "--to",
                "https://login.example.org",
                "--realm",
                "api");
        assertThat(options.isFile()).isTrue();
        assertThat(options.profile()).isEqualTo("clients");
        assertThat(options.parts()).containsExactly(Part.CLIENTS);
        assertThat(options.secrets()).hasValue(Path.of("s.csv"));
    }

    @Test
    void givenNothingOfWhatIsNeeded_thenItsName() {
        assertThatThrownBy(Options::parse).hasMessageContaining("--from is missing");
    }

    @Test
    void givenLocalhost_thenHttpWillDo() throws Exception {
        assertThat(parse("--to", "http://localhost:8080").to()).hasPort(8080);
    }

    @Test
    void givenEnvironment_thenClientBeforeAdministrator() throws Exception {
        Map<String, String> administrator = Map.of("MIGRATE_ADMIN_USER", "admin", "MIGRATE_ADMIN_PASSWORD", "s3cret");
        assertThat(AdminLogin.of(administrator, "api").realm()).isEqualTo("master");
        assertThat(AdminLogin.of(administrator, "api")).hasToString("a login in master");
        Map<String, String> client = Map.of("MIGRATE_ADMIN_CLIENT", "migrate", "MIGRATE_ADMIN_SECRET", "s3cret");
        assertThat(AdminLogin.of(client, "api").realm()).isEqualTo("api");
        assertThatThrownBy(() -> AdminLogin.of(Map.of("MIGRATE_ADMIN_USER", "admin"), "api"))
                .hasMessageContaining("MIGRATE_ADMIN_PASSWORD");
    }

    private static Options parse(String... more) throws MigrateException {
        List<String> arguments = new ArrayList<>(NEEDED);
        arguments.addAll(List.of(more));
        return Options.parse(arguments.toArray(String[]::new));
    }
}
