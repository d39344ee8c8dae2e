package io.github.apiauth.keycloak.signature;

import org.keycloak.common.VerificationException;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureVerifierContext;

/** Keycloak's verifier, which is asked only about what is not verified natively: a refusal is always Keycloak's own. */
record NativeVerifier(SignatureVerifierContext keycloaks, KeyWrapper key, NativeSignatures natives)
        implements SignatureVerifierContext {

    @Override
    public boolean verify(byte[] data, byte[] signature) throws VerificationException {
        return natives.verifies(key, data, signature) || keycloaks.verify(data, signature);
    }

    @Override
    public String getKid() {
        return keycloaks.getKid();
    }

    @Override
    public String getAlgorithm() {
        return keycloaks.getAlgorithm();
    }
}
