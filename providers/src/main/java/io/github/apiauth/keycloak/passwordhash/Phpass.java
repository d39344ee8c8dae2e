package io.github.apiauth.keycloak.passwordhash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The portable hash of phpass 0.5 (https://www.openwall.com/phpass/), also WordPress's before 6.8 ({@code $P$}) and phpBB 3's ({@code
 * $H$}): one character for the logarithm of the rounds, eight of salt, 22 of an MD5 in an alphabet of its own.
 */
final class Phpass implements StoredHash {

    /** How the values begin. */
    static final Pattern PREFIX = Pattern.compile("\\$[PH]\\$.*", Pattern.DOTALL);

    private static final Pattern FORMAT =
            Pattern.compile("\\$[PH]\\$(?<rounds>[./0-9A-Za-z])(?<salt>[./0-9A-Za-z]{8})(?<hash>[./0-9A-Za-z]{22})");
    private static final String ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    static final int FEWEST_ROUNDS_LOG2 = 7;

    /** A part of a second on a processor of today; WordPress has 13, phpass takes up to 30. */
    static final int MOST_ROUNDS_LOG2 = 20;

    private final int rounds;
    private final byte[] salt;
    private final byte[] hash;

    private Phpass(int rounds, byte[] salt, byte[] hash) {
        this.rounds = rounds;
        this.salt = salt;
        this.hash = hash;
    }

    static Phpass read(String value) throws UnreadableHashException {
        Matcher format = FORMAT.matcher(value);
        if (!format.matches()) {
            throw new UnreadableHashException(
                    "its phpass hash is not whole: 34 characters, the column may have cut it");
        }
        int log2 = ALPHABET.indexOf(format.group("rounds"));
        if (log2 < FEWEST_ROUNDS_LOG2 || log2 > MOST_ROUNDS_LOG2) {
            throw new UnreadableHashException("its phpass rounds are not 2 to the power of " + FEWEST_ROUNDS_LOG2
                    + " to " + MOST_ROUNDS_LOG2 + ": its user needs a new password");
        }
        return new Phpass(1 << log2, bytes(format.group("salt")), bytes(format.group("hash")));
    }

    @Override
    public boolean matches(byte[] password) {
        if (password.length > LONGEST_IN_ROUNDS) {
            return false;
        }
        MessageDigest md5 = DigestFunction.MD5.digest();
        md5.update(salt);
        byte[] digest = md5.digest(password);
        for (int round = 0; round < rounds; round++) {
            md5.update(digest);
            digest = md5.digest(password);
        }
        return MessageDigest.isEqual(bytes(encode(digest)), hash);
    }

    /** Three bytes, the lowest first, are four characters; what is left at the end is one more than its bytes. */
    private static String encode(byte[] digest) {
        StringBuilder encoded = new StringBuilder();
        for (int from = 0; from < digest.length; from += 3) {
            int count = Math.min(3, digest.length - from);
            int group = 0;
            for (int i = 0; i < count; i++) {
                group |= Byte.toUnsignedInt(digest[from + i]) << (8 * i);
            }
            for (int i = 0; i <= count; i++) {
                encoded.append(ALPHABET.charAt((group >> (6 * i)) & 0x3f));
            }
        }
        return encoded.toString();
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean isCheap() {
        return true;
    }
}
