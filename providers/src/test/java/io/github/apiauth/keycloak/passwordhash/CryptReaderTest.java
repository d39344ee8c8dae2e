package io.github.apiauth.keycloak.passwordhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.apiauth.keycloak.passwordhash.Vectors.Vector;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.credential.PasswordCredentialModel;

class CryptReaderTest {

    private static final String BCRYPT_TAIL = "$./ABCDEFGHIJKLMNOPQRSuxdTRJPxFSOtLcS9m0aJ/NaeCsM.jT0S";
    private static final String SHA512_TAIL =
            "$saltsaltsaltsalt$GkzgkzVbauGAKXpOTbypQEKy/9yJWVjcvXvDw7CxoJjnJ1.w.g1rV8bhCVTpHrRrO/h6b3DAwPN3y5qmHXZ1R1";

    private final CryptReader reader = new CryptReader();

    static Stream<Vector> vectors() throws IOException {
        return Vectors.ofCrypt();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void givenHashThatPhpMade_thenItsPasswordAloneIsRight(Vector vector) throws Exception {
        MigratedPassword migrated = reader.read(vector.credential());
        assertThat(migrated.is(vector.password())).isTrue();
        assertThat(migrated.is('x' + vector.password())).isFalse();
    }

    /** As in PHP: what follows the 72nd byte, or a NUL, does not count. */
    @ParameterizedTest
    @CsvSource({"of 72 bytes, of 73 bytes", "of 73 bytes, of 72 bytes"})
    void givenBcrypt_thenPasswordsCountToTheir72ndByte(String made, String tried) throws Exception {
        List<Vector> all = Vectors.ofCrypt().toList();
        String password = all.stream()
                .filter(vector -> vector.name().startsWith(tried + ' '))
                .findFirst()
                .orElseThrow()
                .password();
        List<Vector> bcrypts = all.stream()
                .filter(vector -> vector.name().startsWith(made + " $2"))
                .toList();
        assertThat(bcrypts).hasSize(4).allSatisfy(vector -> assertThat(
                        reader.read(vector.credential()).is(password))
                .isTrue());
    }

    /** php -r 'echo crypt("\xa3", "$2x$04$abcdefghijklmnopqrstuu");': a pound sign, as PHP before 5.3.7 hashed it */
    @Test
    void givenLatin1AndSignExtension_thenTheBytesOfThatCharset() throws Exception {
        PasswordCredentialModel credential = PasswordCredentialModel.createFromValues(
                "crypt",
                new byte[0],
                0,
                Map.of("charset", List.of("latin1")),
                "$2x$04$abcdefghijklmnopqrstuuMOaOTHB4gEm.rriBjXNwBNh.Oc4mKGG");
        assertThat(reader.read(credential).is("£")).isTrue();
        assertThat(reader.read(credential).is("?")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2y$04$./ABCDEFGHIJKLMNOPQRSuxdTRJPxFSOtLcS9m0aJ/NaeCsM.jT",
                "$2y$04$./ABCDEFGHIJKLMNOPQRSuxdTRJPxFSOtLcS9m0aJ/NaeCsM.jT0S\n",
                "$2y$",
                "$1$saltsalt$NuzA7WTAelpl95xgBGWN6",
                "$1$saltsaltsalt$NuzA7WTAelpl95xgBGWN60",
                "$5$rounds=0$s$vzxOvVGSAthqKsVBFh1uWPorUBPL5g6mz42rSF1xpk5",
                "$5$rounds=0$vzxOvVGSAthqKsVBFh1uWPorUBPL5g6mz42rSF1xpk5",
                "$5$saltsaltsaltsalt$GkzgkzVbauGAKXpOTbypQEKy/9yJWVjcvXvDw7CxoJjnJ1.w.g1rV8bhCVTpHrRrO/h6b3DAwPN3y5qmHXZ1R1",
                "$6$saltsalt$vzxOvVGSAthqKsVBFh1uWPorUBPL5g6mz42rSF1xpk5",
                "$6$saltsalt",
                "$6$sält$GkzgkzVbauGAKXpOTbypQEKy/9yJWVjcvXvDw7CxoJjnJ1.w.g1rV8bhCVTpHrRrO/h6b3DAwPN3y5qmHXZ1R1",
                "$P$7saltsalt5SNqRssyrNAyP.gdwP.Yy",
                "$argon2id$v=19$m=65536,t=4,p=1$c2FsdA$aGFzaA",
                "5f4dcc3b5aa765d61d8327deb882cf99",
                "*0",
                "",
            })
    void givenNoWholeHash_thenItsMessageHoldsNothingOfIt(String value) {
        assertThatExceptionOfType(UnreadableHashException.class)
                .isThrownBy(() -> reader.read(Vectors.crypt(value)))
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .hasSizeGreaterThan(30)
                        .doesNotContain("salts", "xdTRJ", "5f4d"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2y$17" + BCRYPT_TAIL,
                "$2y$31" + BCRYPT_TAIL,
                "$2y$99" + BCRYPT_TAIL,
                "$2y$03" + BCRYPT_TAIL,
                "$6$rounds=1000001" + SHA512_TAIL,
                "$6$rounds=999999999" + SHA512_TAIL,
                "$P$Jsaltsalt5SNqRssyrNAyP.gdwP.Yy.",
                "$P$Ssaltsalt5SNqRssyrNAyP.gdwP.Yy.",
                "$P$.saltsalt5SNqRssyrNAyP.gdwP.Yy.",
            })
    void givenWorkWithoutEnd_thenRefusedBeforeItBegins(String value) {
        assertThatExceptionOfType(UnreadableHashException.class)
                .isThrownBy(() -> reader.read(Vectors.crypt(value)))
                .withMessageContaining("new password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$2y$16" + BCRYPT_TAIL, "$6$rounds=1000000" + SHA512_TAIL, "$P$Isaltsalt5SNqRssyrNAyP.gdwP.Yy."})
    void givenWorkThatEnds_thenRead(String value) {
        assertThatNoException().isThrownBy(() -> reader.read(Vectors.crypt(value)));
    }

    /** Of which SHA-512 would digest four gigabytes. */
    @Test
    void givenPasswordLongerThanAnybodys_thenWrongAtOnce() throws Exception {
        assertThat(reader.read(Vectors.crypt("$6$rounds=1000000" + SHA512_TAIL)).is("x".repeat(60_000)))
                .isFalse();
        assertThat(reader.read(Vectors.crypt("$P$Isaltsalt5SNqRssyrNAyP.gdwP.Yy."))
                        .is("x".repeat(60_000)))
                .isFalse();
    }

    @Test
    void givenUnknownParameter_thenRefused() {
        PasswordCredentialModel credential = PasswordCredentialModel.createFromValues(
                "crypt", new byte[0], 0, Map.of("scheme", List.of("md5(password)")), "$2y$04" + BCRYPT_TAIL);
        assertThatExceptionOfType(UnreadableHashException.class)
                .isThrownBy(() -> reader.read(credential))
                .withMessageContaining("[charset]");
    }
}
