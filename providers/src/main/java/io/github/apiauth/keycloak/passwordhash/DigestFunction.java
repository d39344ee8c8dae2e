package io.github.apiauth.keycloak.passwordhash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The functions of a {@link Scheme}, named as PHP names them. */
enum DigestFunction {
    MD5("MD5", 16),
    SHA1("SHA-1", 20),
    SHA256("SHA-256", 32),
    SHA512("SHA-512", 64);

    private final String algorithm;
    private final int length;

    DigestFunction(String algorithm, int length) {
        this.algorithm = algorithm;
        this.length = length;
    }

    /** Of its result, in bytes. */
    int length() {
        return length;
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has " + algorithm, impossible);
        }
    }
}
