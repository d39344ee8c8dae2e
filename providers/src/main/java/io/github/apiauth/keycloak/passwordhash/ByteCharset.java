package io.github.apiauth.keycloak.passwordhash;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/**
 * Carries bytes through WildFly Elytron, which takes characters, normalizes them (NFKC, 2.8.4) and writes them in a charset that one may
 * choose: each byte is a character of the Private Use Area, which no normalization changes.
 */
final class ByteCharset extends Charset {

    static final Charset INSTANCE = new ByteCharset();

    private static final char FIRST = '\uE000';

    private ByteCharset() {
        super("x-api-auth-bytes", new String[0]);
    }

    /** The characters that stand for these bytes. */
    static char[] characters(byte[] bytes) {
        char[] characters = new char[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            characters[i] = (char) (FIRST + Byte.toUnsignedInt(bytes[i]));
        }
        return characters;
    }

    @Override
    public CharsetEncoder newEncoder() {
        return new CharsetEncoder(this, 1, 1) {

            @Override
            protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
                while (in.hasRemaining()) {
                    if (!out.hasRemaining()) {
                        return CoderResult.OVERFLOW;
                    }
                    out.put((byte) in.get());
                }
                return CoderResult.UNDERFLOW;
            }

            /** Or the constructor would ask for a decoder. */
            @Override
            public boolean isLegalReplacement(byte[] replacement) {
                return true;
            }
        };
    }

    @Override
    public CharsetDecoder newDecoder() {
        throw new UnsupportedOperationException("Nobody reads it");
    }

    @Override
    public boolean contains(Charset other) {
        return false;
    }
}
