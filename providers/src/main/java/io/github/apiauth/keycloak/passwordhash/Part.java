package io.github.apiauth.keycloak.passwordhash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** What a function of a {@link Scheme} digests. */
sealed interface Part {

    /** The bytes that stand for it, with this password and salt. */
    byte[] bytes(byte[] password, byte[] salt);

    /** Whether the password has to do with it. */
    boolean dependsOnPassword();

    /** {@code password} */
    record Password() implements Part {

        @Override
        public byte[] bytes(byte[] password, byte[] salt) {
            return password;
        }

        @Override
        public boolean dependsOnPassword() {
            return true;
        }
    }

    /** {@code salt} */
    record Salt() implements Part {

        @Override
        public byte[] bytes(byte[] password, byte[] salt) {
            return salt;
        }

        @Override
        public boolean dependsOnPassword() {
            return false;
        }
    }

    /**
     * {@code md5(part.part)}, whose result is lower-case hexadecimal digits as PHP's functions give it; {@code raw:md5(part.part)} gives
     * the bytes, as they do where their parameter {@code $binary} is true.
     */
    record Call(DigestFunction function, boolean raw, List<Part> parts) implements Part {

        @Override
        public byte[] bytes(byte[] password, byte[] salt) {
            byte[] digest = digest(password, salt);
            return raw ? digest : HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
        }

        /** The function's result before it is written in any way. */
        byte[] digest(byte[] password, byte[] salt) {
            MessageDigest digest = function.digest();
            parts.forEach(part -> digest.update(part.bytes(password, salt)));
            return digest.digest();
        }

        @Override
        public boolean dependsOnPassword() {
            return parts.stream().anyMatch(Part::dependsOnPassword);
        }
    }
}
