package io.github.apiauth.keycloak.passwordhash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/** Every credential that docs/how-to/password-hashes.md shows is one for the password that it names. */
class PasswordHashesDocTest {

    /** {@code | old hash | `{…}` | `{…}` |}; Argon2 is Keycloak's own. */
    private static final Pattern ROW = Pattern.compile(
            "^\\| (?<old>[^|]+) \\| `(?<data>\\{\"algorithm\":\"(?<algorithm>crypt|digest)\"[^|]+)` \\| `(?<secret>\\{[^|]+)` \\|$",
            Pattern.MULTILINE);

    static Stream<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("../docs/how-to/password-hashes.md")))
                .results();
    }

    /** By which {@code ./migrate} goes too. */
    @Test
    void theBoundsAreThoseOfTheCode() throws IOException {
        assertThat(Files.readString(Path.of("../docs/how-to/password-hashes.md"))
                        .replaceAll("\\s+", " "))
                .contains(String.format(
                        Locale.ROOT,
                        "bcrypt with a cost of %d to %d, phpass with 2<sup>%d</sup> to 2<sup>%d</sup> rounds, crypt(3) with up to %,d",
                        Bcrypt.LOWEST_COST,
                        Bcrypt.HIGHEST_COST,
                        Phpass.FEWEST_ROUNDS_LOG2,
                        Phpass.MOST_ROUNDS_LOG2,
                        UnixCrypt.MOST_ROUNDS));
    }

    @Test
    void theRowsAreFound() throws IOException {
        assertThat(rows()).hasSize(8);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void thePasswordIsRight(MatchResult row) throws Exception {
        CredentialModel stored = new CredentialModel();
        stored.setCredentialData(row.group(2));
        stored.setSecretData(row.group(4));
        HashReader reader = row.group(3).equals("crypt") ? new CryptReader() : new DigestReader();
        assertThat(reader.read(PasswordCredentialModel.createFromCredentialModel(stored))
                        .is("correct horse"))
                .isTrue();
    }
}
