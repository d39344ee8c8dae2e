package io.github.apiauth.keycloak.signature;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;

/**
 * A signature algorithm of RFC 7518 §3.1, by the names of Java's Security Standard Algorithm Names: Keycloak's own
 * {@code JavaAlgorithm} (26.7.0) names PS* as Bouncy Castle does.
 *
 * @param keys what keys it takes
 * @param name of the signature; ECDSA in the format of RFC 7518 §3.4, R beside S
 */
record JwsAlgorithm(String keys, String name, Optional<PSSParameterSpec> parameters) {

    /** RS256, RS384, RS512. */
    static JwsAlgorithm rs(int bits) {
        return new JwsAlgorithm("RSA", "SHA" + bits + "withRSA", Optional.empty());
    }

    /** PS256, PS384, PS512: RFC 7518 §3.5 wants a salt as long as the hash. */
    static JwsAlgorithm ps(int bits) {
        String hash = "SHA-" + bits;
        return new JwsAlgorithm(
                "RSA",
                "RSASSA-PSS",
                Optional.of(new PSSParameterSpec(
                        hash,
                        "MGF1",
                        new MGF1ParameterSpec(hash),
                        bits / Byte.SIZE,
                        PSSParameterSpec.TRAILER_FIELD_BC)));
    }

    /** ES256, ES384, ES512. */
    static JwsAlgorithm es(int bits) {
        return new JwsAlgorithm("EC", "SHA" + bits + "withECDSAinP1363Format", Optional.empty());
    }

    byte[] sign(Provider provider, PrivateKey key, byte[] data) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name, provider);
        signature.initSign(key);
        if (parameters.isPresent()) {
            signature.setParameter(parameters.get());
        }
        signature.update(data);
        return signature.sign();
    }

    boolean verify(Provider provider, PublicKey key, byte[] data, byte[] signed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name, provider);
        signature.initVerify(key);
        if (parameters.isPresent()) {
            signature.setParameter(parameters.get());
        }
        signature.update(data);
        return signature.verify(signed);
    }
}
