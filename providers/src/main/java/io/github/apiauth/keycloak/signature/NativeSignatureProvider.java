package io.github.apiauth.keycloak.signature;

import org.keycloak.common.VerificationException;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.crypto.SignatureSignerContext;
import org.keycloak.crypto.SignatureVerifierContext;
import org.keycloak.models.KeycloakSession;

/** Keycloak's provider for an algorithm, whose signers and verifiers work natively. */
record NativeSignatureProvider(
        KeycloakSession session, String algorithm, SignatureProvider keycloaks, NativeSignatures natives)
        implements SignatureProvider {

    @Override
    public SignatureSignerContext signer() {
        KeyWrapper key = session.keys().getActiveKey(session.getContext().getRealm(), KeyUse.SIG, algorithm);
        return key == null ? keycloaks.signer() : signer(key);
    }

    @Override
    public SignatureSignerContext signer(KeyWrapper key) {
        return new NativeSigner(keycloaks.signer(key), key, natives);
    }

    @Override
    public SignatureVerifierContext verifier(String kid) throws VerificationException {
        KeyWrapper key = session.keys().getKey(session.getContext().getRealm(), kid, KeyUse.SIG, algorithm);
        return key == null ? keycloaks.verifier(kid) : verifier(key);
    }

    @Override
    public SignatureVerifierContext verifier(KeyWrapper key) throws VerificationException {
        return new NativeVerifier(keycloaks.verifier(key), key, natives);
    }

    @Override
    public boolean isAsymmetricAlgorithm() {
        return keycloaks.isAsymmetricAlgorithm();
    }
}
