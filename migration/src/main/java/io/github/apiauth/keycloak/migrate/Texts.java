package io.github.apiauth.keycloak.migrate;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Texts of the old database. Drivers know the charset of a column, but not what applications have written into it. */
final class Texts {

    /** What MySQL calls latin1. */
    private static final Charset LATIN1 = Charset.forName("windows-1252");

    private static final char REPLACEMENT = '\uFFFD';

    private final boolean repairUtf8InLatin1;

    /** Which repairs UTF-8 that was written into latin1 columns, or refuses nothing of it. */
    Texts(boolean repairUtf8InLatin1) {
        this.repairUtf8InLatin1 = repairUtf8InLatin1;
    }

    /**
     * The value as text.
     *
     * @throws NotMovableException if its bytes are not UTF-8
     */
    String text(String column, Object value) throws NotMovableException {
        if (value instanceof byte[] bytes) {
            String text = utf8(bytes);
            if (text != null) {
                return text;
            }
        } else {
            String text = String.valueOf(value);
            if (text.indexOf(REPLACEMENT) < 0) {
                return repairUtf8InLatin1 ? repaired(text) : text;
            }
        }
        throw new NotMovableException(
                "What it has as " + column + " is not UTF-8", "convert the column's charset in the profile's SQL");
    }

    /** {@code MÃ¼ller} is {@code Müller}; what is latin1 indeed stays as it is, because its bytes are not UTF-8. */
    static String repaired(String text) {
        if (text.chars().allMatch(character -> character < 0x80)) {
            return text;
        }
        try {
            ByteBuffer bytes = LATIN1.newEncoder().encode(CharBuffer.wrap(text));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            String repaired = utf8(exact);
            return repaired == null ? text : repaired;
        } catch (CharacterCodingException notLatin1) {
            return text;
        }
    }

    private static @Nullable String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException somethingElse) {
            return null;
        }
    }
}
