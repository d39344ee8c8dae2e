package io.github.apiauth.keycloak.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.crypto.KeyWrapper;

/** Signatures by the native library and the JDK: what one signs, the other verifies. */
class NativeSignaturesTest {

    private static final byte[] DATA = "header.payload".getBytes(StandardCharsets.UTF_8);

    /**
     * An algorithm.
     *
     * @param jdk the JDK's provider for it
     * @param keys makes keys for it
     * @param length of its signatures with such keys
     */
    private record Case(JwsAlgorithm algorithm, Provider jdk, Supplier<KeyPair> keys, int length) {

        private static Case of(JwsAlgorithm algorithm, String jdk, Supplier<KeyPair> keys, int length) {
            return new Case(algorithm, Security.getProvider(jdk), keys, length);
        }

        @Override
        public String toString() {
            return algorithm.toString();
        }
    }

    private static Stream<Case> algorithms() {
        return Stream.of(
                Case.of(JwsAlgorithm.rs(256), "SunRsaSign", () -> rsa(2048), 256),
                Case.of(JwsAlgorithm.rs(384), "SunRsaSign", () -> rsa(3072), 384),
                Case.of(JwsAlgorithm.rs(512), "SunRsaSign", () -> rsa(2048), 256),
                Case.of(JwsAlgorithm.ps(256), "SunRsaSign", () -> rsa(2048), 256),
                Case.of(JwsAlgorithm.ps(384), "SunRsaSign", () -> rsa(2048), 256),
                Case.of(JwsAlgorithm.ps(512), "SunRsaSign", () -> rsa(2048), 256),
                Case.of(JwsAlgorithm.es(256), "SunEC", () -> ec("secp256r1"), 64),
                Case.of(JwsAlgorithm.es(384), "SunEC", () -> ec("secp384r1"), 96),
                Case.of(JwsAlgorithm.es(512), "SunEC", () -> ec("secp521r1"), 132));
    }

    @BeforeEach
    void onSupportedPlatforms() {
        Engine engine = Corretto.engine().join();
        assumeTrue(engine.provider().isPresent(), engine.description());
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void givenNativeSignature_thenTheJdkVerifiesIt(Case given) throws GeneralSecurityException {
        KeyPair pair = given.keys().get();
        byte[] signature =
                natives(given.algorithm()).sign(key("kid", pair), DATA).orElseThrow();
        assertThat(signature).hasSize(given.length());
        assertThat(given.algorithm().verify(given.jdk(), pair.getPublic(), DATA, signature))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void givenSignatureOfTheJdk_thenNativelyVerified(Case given) throws GeneralSecurityException {
        KeyPair pair = given.keys().get();
        byte[] signature = given.algorithm().sign(given.jdk(), pair.getPrivate(), DATA);
        assertThat(natives(given.algorithm()).verifies(key("kid", pair), DATA, signature))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void givenForgery_thenNotVerified(Case given) {
        NativeSignatures natives = natives(given.algorithm());
        KeyWrapper key = key("kid", given.keys().get());
        byte[] signature = natives.sign(key, DATA).orElseThrow();
        assertThat(natives.verifies(key, new byte[] {1}, signature)).isFalse();
        assertThat(natives.verifies(key, DATA, new byte[signature.length])).isFalse();
        assertThat(natives.verifies(key, DATA, new byte[0])).isFalse();
        assertThat(natives.verifies(key("kid", given.keys().get()), DATA, signature))
                .isFalse();
    }

    @Test
    void givenAnotherKeyUnderTheSameId_thenItSigns() throws GeneralSecurityException {
        NativeSignatures natives = natives(JwsAlgorithm.rs(256));
        natives.sign(key("kid", rsa(2048)), DATA);
        KeyPair successor = rsa(2048);
        byte[] signature = natives.sign(key("kid", successor), DATA).orElseThrow();
        assertThat(JwsAlgorithm.rs(256)
                        .verify(Security.getProvider("SunRsaSign"), successor.getPublic(), DATA, signature))
                .isTrue();
    }

    @Test
    void givenManySignatures_thenTheKeyIsReadOnce() {
        NativeSignatures natives = natives(JwsAlgorithm.rs(256));
        CountedKey counted = new CountedKey(rsa(2048).getPrivate().getEncoded());
        KeyWrapper key = key("kid", counted);
        for (int i = 0; i < 3; i++) {
            assertThat(natives.sign(key, DATA)).isPresent();
        }
        assertThat(counted.reads).isEqualTo(1);
    }

    @Test
    void givenKeyOfASecurityModule_thenLeftToKeycloak() {
        assertThat(natives(JwsAlgorithm.rs(256)).sign(key("kid", new CountedKey(null)), DATA))
                .isEmpty();
    }

    @Test
    void givenKeyThatTheLibraryRefuses_thenLeftToKeycloakAndNotTriedAgain() {
        NativeSignatures natives = natives(JwsAlgorithm.rs(256));
        CountedKey counted = new CountedKey(new byte[] {1, 2, 3});
        KeyWrapper key = key("kid", counted);
        assertThat(natives.sign(key, DATA)).isEmpty();
        assertThat(natives.sign(key, DATA)).isEmpty();
        assertThat(counted.reads).isEqualTo(1);
    }

    /** RFC 8017 §9.1.1: PS512 with its salt needs more than 1024 bits. */
    @Test
    void givenKeyTooShortForTheAlgorithm_thenLeftToKeycloak() {
        assertThat(natives(JwsAlgorithm.ps(512)).sign(key("kid", rsa(1024)), DATA))
                .isEmpty();
    }

    private static NativeSignatures natives(JwsAlgorithm algorithm) {
        return new NativeSignatures(Corretto.engine().join().provider().orElseThrow(), algorithm);
    }

    private static KeyWrapper key(String kid, KeyPair pair) {
        KeyWrapper key = key(kid, pair.getPrivate());
        key.setPublicKey(pair.getPublic());
        return key;
    }

    private static KeyWrapper key(String kid, Key privateKey) {
        KeyWrapper key = new KeyWrapper();
        key.setKid(kid);
        key.setPrivateKey(privateKey);
        return key;
    }

    private static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A key that knows how often it was read; without an encoding, as those of PKCS #11 are. */
    private static final class CountedKey implements PrivateKey {

        private static final long serialVersionUID = 1;

        private final byte @Nullable [] encoded;
        private int reads;

        private CountedKey(byte @Nullable [] encoded) {
            this.encoded = encoded;
        }

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public @Nullable String getFormat() {
            return encoded == null ? null : "PKCS#8";
        }

        @Override
        public byte @Nullable [] getEncoded() {
            reads++;
            return encoded;
        }
    }
}
