package io.github.apiauth.keycloak.migrate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hexadecimal: how a row is known again, and a token without being kept. */
final class Fingerprint {

    private Fingerprint() {}

    /** Of the text in UTF-8. */
    static String of(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /** The first 64 bits, by which a million of them are told apart in 8 MB; two are the same once in 30 million such sets. */
    static long shortOf(String text) {
        return Long.parseUnsignedLong(of(text).substring(0, 16), 16);
    }
}
