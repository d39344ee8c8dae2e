package io.github.apiauth.keycloak.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which stored hashes are known, and what they are for Keycloak. */
class PasswordHashTest {

    private static final String BCRYPT = "$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234";

    @ParameterizedTest
    @ValueSource(
            strings = {
                BCRYPT,
                "$2a$04$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
                "$2x$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
                "$2y$16$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
                "$P$512345678abcdefghijklmnopqrstuv",
                "$P$B12345678abcdefghijklmnopqrstuv",
                "$P$I12345678abcdefghijklmnopqrstuv",
                "$H$912345678abcdefghijklmnopqrstuv",
                "$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/",
                "$5$saltsalt$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc8",
                "$5$rounds=1$a+b salt$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc8",
                "$5$rounds=1000000$saltsalt$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc8",
                "$6$rounds=5000$usesomesillystri$D4IrlXatmP7rx3P3InaxBeoomnAihCKRVQAr/36eYUNHxhVZz.I9FZcr0pYIk/oaI/7lxQOf8"
                        + "8kzXXgj0Tj2V1",
            })
    void givenModularCryptString_thenThePacksCryptWithTheWholeString(String hash) throws Exception {
        Credential credential = credential(hash);
        assertThat(credential.algorithm()).isEqualTo("crypt");
        assertThat(credential.value()).isEqualTo(hash);
        assertThat(credential.salt()).isEmpty();
        assertThat(credential.iterations()).isZero();
    }

    /** {@code password_hash('x', PASSWORD_ARGON2ID)}. */
    @Test
    void givenArgon2_thenKeycloaksOwnWithPaddedBase64() throws Exception {
        JsonNode json = credential("$argon2id$v=19$m=65536,t=4,p=1$aHVnaGh1Z2hodWdoaHVnaA$"
                        + "NKYyd6sBqVC0tkRs/GXHlz8yUHNBI0xCLb5rBfKDAgI")
                .json();
        assertThat(data(json, "secretData").path("salt").asText()).isEqualTo("aHVnaGh1Z2hodWdoaHVnaA==");
        assertThat(data(json, "secretData").path("value").asText())
                .isEqualTo("NKYyd6sBqVC0tkRs/GXHlz8yUHNBI0xCLb5rBfKDAgI=");
        assertThat(data(json, "credentialData"))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"hashIterations\":4,\"algorithm\":\"argon2\",\"additionalParameters\":{"
                                + "\"version\":[\"1.3\"],\"type\":[\"id\"],\"hashLength\":[\"32\"],\"memory\":[\"65536\"],"
                                + "\"parallelism\":[\"1\"]}}"));
    }

    @ParameterizedTest
    @CsvSource({
        "sha1(password), hex, a94a8fe5ccb19ba61c4c0873d391e987982fbbd3",
        "sha1(password), hex, A94A8FE5CCB19BA61C4C0873D391E987982FBBD3",
        "md5(md5(password).md5(salt)), hex, 098f6bcd4621d373cade4e832627b4f6",
        "sha256(password.salt), base64, n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=",
    })
    void givenDescribedDigest_thenThePacksDigestWithItsScheme(String scheme, String encoding, String hash)
            throws Exception {
        Credential credential = new PasswordHash(
                        StoredDigest.of("test", new Profile.Digest(scheme, encoding, null, null)))
                .credential(hash, "pepper");
        assertThat(credential.algorithm()).isEqualTo("digest");
        assertThat(credential.value()).isEqualTo(hash);
        assertThat(credential.salt()).isEqualTo(scheme.contains("salt") ? "cGVwcGVy" : "");
        assertThat(credential.parameters()).containsEntry("scheme", scheme).containsEntry("encoding", encoding);
    }

    /** Applications that went from one to the other have both. */
    @Test
    void givenDescribedDigestAndBcrypt_thenBcryptIsCrypt() throws Exception {
        PasswordHash passwords =
                new PasswordHash(StoredDigest.of("test", new Profile.Digest("sha1(password)", null, null, null)));
        assertThat(passwords.credential(BCRYPT, null).algorithm()).isEqualTo("crypt");
    }

    @ParameterizedTest
    @CsvSource({
        "hunter2, of no known kind",
        "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3, of no known kind",
        "$2y$10$abcdefghijklmnopqrstuuABCDEFGH, not whole (37 characters)",
        "$2y$03$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234, 'would cost 3, and the pack verifies 4 to 16'",
        "$2y$17$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234, 'would cost 17, and the pack verifies 4 to 16'",
        "$P$412345678abcdefghijklmnopqrstuv, 'would cost 6, and the pack verifies 7 to 20'",
        "$P$J12345678abcdefghijklmnopqrstuv, 'would cost 21, and the pack verifies 7 to 20'",
        "$5$rounds=1000001$saltsalt$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc8, would cost 1000001",
        "$5$rounds=0$saltsalt$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc8, not whole",
        "$5$rounds=0$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc8, not whole",
        "$5$sält$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc8, not whole",
        "$1$sält$qjXMvbEw8oaL.CzflDtaK/, not whole",
    })
    void givenAnythingElse_thenRefusedWithoutTheHash(String hash, String reason) {
        assertThatThrownBy(() -> credential(hash))
                .isInstanceOfSatisfying(NotMovableException.class, refused -> assertThat(refused.text())
                        .contains(reason)
                        .contains("Mend: ")
                        .doesNotContain(hash));
    }

    @Test
    void givenSchemeWithSaltAndRowWithout_thenRefused() {
        assertThatThrownBy(() -> new PasswordHash(
                                StoredDigest.of("test", new Profile.Digest("md5(salt.password)", null, null, null)))
                        .credential("098f6bcd4621d373cade4e832627b4f6", null))
                .hasMessageContaining("the row has none");
    }

    private static Credential credential(String hash) throws NotMovableException {
        return new PasswordHash(none()).credential(hash, null);
    }

    private static @Nullable StoredDigest none() {
        return null;
    }

    private static JsonNode data(JsonNode credential, String member) throws Exception {
        return new ObjectMapper().readTree(credential.path(member).asText());
    }
}
