package io.github.apiauth.keycloak.signature;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import org.keycloak.crypto.KeyWrapper;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A token's signature by the native library and by the JDK. */
@State(Scope.Benchmark)
public class SignatureBenchmark {

    /** As long as what is signed of an access token of the realm {@code api}. */
    private final byte[] token = new byte[650];

    private final Signer rs256 = new Signer(JwsAlgorithm.rs(256), 2048);
    private final Signer es256 = new Signer(JwsAlgorithm.es(256), 256);

    /** RS256 with 2048 bits, as the pack does it where it can. */
    @Benchmark
    public byte[] rs256Native() {
        return rs256.byNative(token);
    }

    /** RS256 with 2048 bits. */
    @Benchmark
    public byte[] rs256Jdk() throws GeneralSecurityException {
        return rs256.byJdk(token);
    }

    /** ES256, as the pack does it where it can. */
    @Benchmark
    public byte[] es256Native() {
        return es256.byNative(token);
    }

    /** ES256. */
    @Benchmark
    public byte[] es256Jdk() throws GeneralSecurityException {
        return es256.byJdk(token);
    }

    /** Both ways to sign with one new key. */
    private static final class Signer {

        private final JwsAlgorithm algorithm;
        private final NativeSignatures natives;
        private final Provider jdk;
        private final KeyWrapper key = new KeyWrapper();

        Signer(JwsAlgorithm algorithm, int bits) {
            this.algorithm = algorithm;
            this.natives =
                    new NativeSignatures(Corretto.engine().join().provider().orElseThrow(), algorithm);
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keys());
                generator.initialize(bits);
                jdk = generator.getProvider();
                key.setPrivateKey(generator.generateKeyPair().getPrivate());
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        byte[] byNative(byte[] data) {
            return natives.sign(key, data).orElseThrow();
        }

        byte[] byJdk(byte[] data) throws GeneralSecurityException {
            return algorithm.sign(jdk, (PrivateKey) key.getPrivateKey(), data);
        }
    }
}
