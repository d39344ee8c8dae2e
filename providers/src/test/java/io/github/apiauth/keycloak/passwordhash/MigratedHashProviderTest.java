package io.github.apiauth.keycloak.passwordhash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.apiauth.keycloak.Fake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.RealmModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.policy.PasswordPolicyConfigException;

/** What a login costs besides the old hash, in a realm without a password policy. */
class MigratedHashProviderTest {

    /** Of "correct horse", as in crypt.tsv. */
    private static final String BCRYPT = "$2y$04$./ABCDEFGHIJKLMNOPQRSuxdTRJPxFSOtLcS9m0aJ/NaeCsM.jT0S";

    private final List<String> realmHashes = new ArrayList<>();
    private final PasswordHashProvider provider = new CryptHashFactory().create(session());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$1$saltsalt$NuzA7WTAelpl95xgBGWN60",
                "$5$saltsaltsaltsalt$vzxOvVGSAthqKsVBFh1uWPorUBPL5g6mz42rSF1xpk5",
                "$P$7saltsalt5SNqRssyrNAyP.gdwP.Yy."
            })
    void givenCheapHash_thenAWrongPasswordCostsOneOfTheRealms(String value) {
        assertThat(provider.verify("correct horse", Vectors.crypt(value))).isTrue();
        assertThat(realmHashes).isEmpty();
        assertThat(provider.verify("wrong horse", Vectors.crypt(value))).isFalse();
        assertThat(realmHashes).containsExactly("wrong horse");
    }

    @Test
    void givenBcrypt_thenAWrongPasswordCostsWhatItCosts() {
        assertThat(provider.verify("correct horse", Vectors.crypt(BCRYPT))).isTrue();
        assertThat(provider.verify("wrong horse", Vectors.crypt(BCRYPT))).isFalse();
        assertThat(realmHashes).isEmpty();
    }

    @Test
    void givenDigest_thenAWrongPasswordCostsOneOfTheRealms() {
        PasswordHashProvider digests = new DigestHashFactory().create(session());
        PasswordCredentialModel credential =
                Vectors.digest("5f4dcc3b5aa765d61d8327deb882cf99", new byte[0], Map.of("scheme", "md5(password)"));
        assertThat(digests.verify("password", credential)).isTrue();
        assertThat(realmHashes).isEmpty();
        assertThat(digests.verify("wrong", credential)).isFalse();
        assertThat(realmHashes).hasSize(1);
    }

    @Test
    void givenUnreadableHash_thenNoPasswordIsRightAndItCostsOneOfTheRealms() {
        PasswordCredentialModel credential = Vectors.crypt("*0");
        assertThat(provider.verify("*0", credential)).isFalse();
        assertThat(provider.verify("", credential)).isFalse();
        assertThat(realmHashes).hasSize(2);
    }

    /** So that Keycloak hashes it anew. */
    @Test
    void givenAnyPolicy_thenTheHashIsNotAsItSays() {
        assertThat(provider.policyCheck(PasswordPolicy.empty(), Vectors.crypt(BCRYPT)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"crypt", "digest"})
    void givenPolicyThatChoosesIt_thenRefusedWithTheMend(String algorithm) {
        assertThatThrownBy(() -> new HashAlgorithmPolicyFactory().parseConfig(algorithm))
                .isInstanceOf(PasswordPolicyConfigException.class)
                .hasMessageContaining("choose argon2");
    }

    private KeycloakSession session() {
        RealmModel realm = Fake.of(RealmModel.class, Map.of("getPasswordPolicy", PasswordPolicy::empty));
        KeycloakContext context = Fake.of(KeycloakContext.class, Map.of("getRealm", () -> realm));
        PasswordHashProvider realms = new RealmsOwn(realmHashes);
        return Fake.of(KeycloakSession.class, Map.of("getContext", () -> context, "getProvider", () -> realms));
    }

    private record RealmsOwn(List<String> hashed) implements PasswordHashProvider {

        @Override
        public PasswordCredentialModel encodedCredential(String password, int iterations) {
            hashed.add(password);
            return PasswordCredentialModel.createFromValues("realms-own", new byte[0], iterations, "hash");
        }

        @Override
        public boolean policyCheck(PasswordPolicy policy, PasswordCredentialModel credential) {
            throw new AssertionError("Not expected");
        }

        @Override
        public boolean verify(String password, PasswordCredentialModel credential) {
            throw new AssertionError("Not expected");
        }

        @Override
        public void close() {}
    }
}
