package io.github.apiauth.keycloak.signature;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureSignerContext;

/** Keycloak's signer, but for who signs. */
record NativeSigner(SignatureSignerContext keycloaks, KeyWrapper key, NativeSignatures natives)
        implements SignatureSignerContext {

    @Override
    public byte[] sign(byte[] data) {
        return natives.sign(key, data).orElseGet(() -> keycloaks.sign(data));
    }

    @Override
    public String getKid() {
        return keycloaks.getKid();
    }

    @Override
    public String getAlgorithm() {
        return keycloaks.getAlgorithm();
    }

    @Override
    public String getHashAlgorithm() {
        return keycloaks.getHashAlgorithm();
    }

    @Override
    public @Nullable List<X509Certificate> getCertificateChain() {
        return keycloaks.getCertificateChain();
    }
}
