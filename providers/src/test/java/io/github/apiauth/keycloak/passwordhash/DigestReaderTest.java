package io.github.apiauth.keycloak.passwordhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.apiauth.keycloak.passwordhash.Vectors.Vector;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;

class DigestReaderTest {

    private static final byte[] NO_SALT = {};
    private static final String MD5_OF_PASSWORD = "5f4dcc3b5aa765d61d8327deb882cf99";

    private final DigestReader reader = new DigestReader();

    static Stream<Vector> vectors() throws IOException {
        return Vectors.ofDigest();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void givenDigestThatPhpMade_thenItsPasswordAloneIsRight(Vector vector) throws Exception {
        MigratedPassword migrated = reader.read(vector.credential());
        assertThat(migrated.is(vector.password())).isTrue();
        assertThat(migrated.is('x' + vector.password())).isFalse();
    }

    @Test
    void givenLetterThatTheCharsetLacks_thenWrong() throws Exception {
        PasswordCredentialModel ofQuestionMark = Vectors.digest(
                "d1457b72c3fb323a2671125aef3eab5d", NO_SALT, Map.of("scheme", "md5(password)", "charset", "latin1"));
        assertThat(reader.read(ofQuestionMark).is("?")).isTrue();
        assertThat(reader.read(ofQuestionMark).is("\u20ac")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, hex, utf-8, no scheme",
                "md4(password), hex, utf-8, a function (md5",
                "password, hex, utf-8, a function (md5",
                "md5(salt), hex, utf-8, does not name the password",
                "sha1(password), hex, utf-8, gives 20",
                "md5(password), base64, utf-8, gives 16",
                "md5(password), base32, utf-8, hex or base64",
                "md5(password), hex, klingon, latin1",
                "md5(password), hex, ISO-2022-CN, latin1",
                "md5(password), hex, ' ', latin1",
            })
    void givenParameterThatSaysNothing_thenTheMessageHasTheMend(
            String scheme, String encoding, String charset, String mend) {
        Map<String, String> parameters = new HashMap<>(Map.of("encoding", encoding, "charset", charset));
        if (scheme != null) {
            parameters.put("scheme", scheme);
        }
        assertRefused(Vectors.digest(MD5_OF_PASSWORD, NO_SALT, parameters), mend);
    }

    @Test
    void givenMisspeltParameter_thenRefused() {
        assertRefused(
                Vectors.digest(MD5_OF_PASSWORD, NO_SALT, Map.of("scheme", "md5(password)", "encodnig", "base64")),
                "[charset, encoding, scheme]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[null]", "[\"md5(password)\",\"sha1(password)\"]"})
    void givenNotOneScheme_thenRefused(String schemes) {
        CredentialModel stored = new CredentialModel();
        stored.setSecretData("{\"value\":\"" + MD5_OF_PASSWORD + "\"}");
        stored.setCredentialData("{\"algorithm\":\"digest\",\"additionalParameters\":{\"scheme\":" + schemes + "}}");
        assertRefused(PasswordCredentialModel.createFromCredentialModel(stored), "one value");
    }

    @Test
    void givenValueThatIsNoHex_thenRefused() {
        assertRefused(
                Vectors.digest("no hex at all", NO_SALT, Map.of("scheme", "md5(password)")), "its value is not hex");
    }

    /** As an administrator may send it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"salt\":\"\"}", "{\"value\":null}", "{\"value\":\"\",\"salt\":\"c2FsdA==\"}", "''"})
    void givenNoValue_thenRefused(String secretData) {
        CredentialModel stored = new CredentialModel();
        stored.setSecretData(secretData);
        stored.setCredentialData(
                "{\"algorithm\":\"digest\",\"additionalParameters\":{\"scheme\":[\"md5(password)\"]}}");
        assertRefused(PasswordCredentialModel.createFromCredentialModel(stored), "put the old hash there");
    }

    @Test
    void givenNoSalt_thenItIsEmpty() throws Exception {
        CredentialModel stored = new CredentialModel();
        stored.setSecretData("{\"value\":\"" + MD5_OF_PASSWORD + "\"}");
        stored.setCredentialData(
                "{\"algorithm\":\"digest\",\"additionalParameters\":{\"scheme\":[\"md5(salt.password)\"]}}");
        assertThat(reader.read(PasswordCredentialModel.createFromCredentialModel(stored))
                        .is("password"))
                .isTrue();
    }

    private void assertRefused(PasswordCredentialModel credential, String mend) {
        assertThatExceptionOfType(UnreadableHashException.class)
                .isThrownBy(() -> reader.read(credential))
                .withMessageContaining(mend)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(MD5_OF_PASSWORD));
    }
}
