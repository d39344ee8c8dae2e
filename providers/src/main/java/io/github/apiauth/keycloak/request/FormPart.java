package io.github.apiauth.keycloak.request;

import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ParseException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a form (RFC 7578 §4).
 *
 * @param headers but for the next
 * @param encoding {@code Content-Transfer-Encoding}
 * @param content its bytes as they were sent
 */
@SuppressWarnings("ArrayRecordComponent")
record FormPart(
        MultivaluedMap<String, String> headers, @Nullable String encoding, byte[] content) {

    private static final String FORM_DATA = "form-data";

    /** Those that change nothing (RFC 2045 §6.2). Senders should name none (RFC 7578 §4.7), and PHP decodes none. */
    private static final Set<String> ENCODINGS = Set.of("7bit", "8bit", "binary");

    /**
     * The name of the field.
     *
     * @throws InvalidRequestException if it is none
     */
    String name() throws InvalidRequestException {
        ContentDisposition disposition = disposition();
        String name = disposition.getParameter("name");
        if (name == null || !FORM_DATA.equalsIgnoreCase(disposition.getDisposition())) {
            throw withoutName();
        }
        if (disposition.getParameter("filename") != null) {
            throw InvalidRequestException.parameter(name, "is a file: send fields only");
        }
        return name;
    }

    /**
     * The value of the field.
     *
     * @param name its name, for errors
     * @throws InvalidRequestException if it is no text in UTF-8
     */
    String value(String name) throws InvalidRequestException {
        String contentType = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        MediaType type = BodyType.parse(contentType);
        if (contentType != null && type == null) {
            throw InvalidRequestException.parameter(name, "has a Content-Type that cannot be read");
        }
        if (type != null && type.getType().equalsIgnoreCase("multipart")) {
            throw InvalidRequestException.parameter(name, "is a form of its own: send fields only");
        }
        if (!BodyType.isUtf8(type)) {
            throw InvalidRequestException.parameter(name, "has another charset: it must be UTF-8");
        }
        if (encoding != null && ENCODINGS.stream().noneMatch(encoding::equalsIgnoreCase)) {
            throw InvalidRequestException.parameter(name, "is encoded: send it without Content-Transfer-Encoding");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw InvalidRequestException.parameter(name, "is not valid UTF-8");
        }
    }

    private ContentDisposition disposition() throws InvalidRequestException {
        String header = headers.getFirst(HttpHeaders.CONTENT_DISPOSITION);
        if (header == null) {
            throw withoutName();
        }
        try {
            return new ContentDisposition(header);
        } catch (ParseException unreadable) {
            throw withoutName();
        }
    }

    private static InvalidRequestException withoutName() {
        return InvalidRequestException.because(
                "A part of the form has no name that can be read: send Content-Disposition: form-data with a name");
    }
}
