package io.github.apiauth.keycloak.signature;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.crypto.KeyWrapper;

/**
 * Signatures of one algorithm by a provider that has private keys of its own type.
 *
 * <p>Keys are translated once, because that takes more time than signing. The translation is kept as long as Keycloak keeps the
 * key object, which is in the cached realm ({@code KeyNoteUtils}, 26.7.0): a new key under an old id, or a realm that is
 * deleted, leaves nothing behind.
 */
final class NativeSignatures {

    private static final Logger LOG = Logger.getLogger(NativeSignatures.class);
    private static final int REMEMBERED = 10_000;

    private final Provider provider;
    private final JwsAlgorithm algorithm;

    /** By identity. Nothing stands for a key that stays with Keycloak. */
    private final Cache<Key, Optional<PrivateKey>> translated =
            Caffeine.newBuilder().weakKeys().maximumSize(REMEMBERED).build();

    NativeSignatures(Provider provider, JwsAlgorithm algorithm) {
        this.provider = provider;
        this.algorithm = algorithm;
    }

    /** The signature; nothing if the provider does not take the key. */
    Optional<byte[]> sign(KeyWrapper key, byte[] data) {
        Optional<PrivateKey> own = translated.get(key.getPrivateKey(), original -> translate(key));
        if (own.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(algorithm.sign(provider, own.get(), data));
        } catch (GeneralSecurityException | RuntimeException refusal) {
            translated.put(key.getPrivateKey(), refused(key, refusal));
            return Optional.empty();
        }
    }

    /** Whether the signature is good for sure; Keycloak has to say why, if not. A public key needs no translation. */
    boolean verifies(KeyWrapper key, byte[] data, byte[] signature) {
        try {
            return algorithm.verify(provider, (PublicKey) key.getPublicKey(), data, signature);
        } catch (GeneralSecurityException | RuntimeException refusal) {
            LOG.debugf(refusal, "Key %s is left to Keycloak for verifying", key.getKid());
            return false;
        }
    }

    private Optional<PrivateKey> translate(KeyWrapper key) {
        try {
            byte[] encoded = key.getPrivateKey().getEncoded();
            if (encoded == null) {
                throw new InvalidKeyException("it cannot be read, as it is in a hardware security module");
            }
            // Not KeyFactory.translateKey, whose result ACCP 2.5.0 frees after use (EvpKeyFactory, "ephemeral").
            return Optional.of(KeyFactory.getInstance(algorithm.keys(), provider)
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException | RuntimeException refusal) {
            return refused(key, refusal);
        }
    }

    private static Optional<PrivateKey> refused(KeyWrapper key, Exception refusal) {
        LOG.infof("Key %s signs by the JDK, not natively: %s", key.getKid(), refusal.getMessage());
        return Optional.empty();
    }
}
