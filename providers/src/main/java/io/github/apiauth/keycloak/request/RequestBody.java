package io.github.apiauth.keycloak.request;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** The current request's body. */
final class RequestBody {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private RequestBody() {}

    /**
     * Reads the body to its end.
     *
     * @throws InvalidRequestException if the body is longer than {@code maxBytes}, or breaks off
     */
    static byte[] read(HttpHeaders headers, int maxBytes) throws InvalidRequestException {
        long announced = announcedLength(headers);
        if (announced > maxBytes) {
            throw InvalidRequestException.tooLarge(maxBytes);
        }
        try {
            // Keycloak's HttpRequest has no raw body (26.7.0), so it comes from RESTEasy, as in QuarkusHttpRequest.
            InputStream stream = CurrentRequestManager.get().getInputStream();
            // HTTP ends the body at its announced length (RFC 9112 §6.3); InputStream takes a buffer of what it is
            // asked for.
            byte[] body = stream.readNBytes(announced < 0 ? maxBytes + 1 : (int) announced);
            if (body.length > maxBytes) {
                throw InvalidRequestException.tooLarge(maxBytes);
            }
            return body;
        } catch (IOException broken) {
            throw InvalidRequestException.because("The body could not be read to its end");
        }
    }

    /**
     * The text of a body.
     *
     * @throws InvalidRequestException if it is not UTF-8
     */
    static CharBuffer text(byte[] body) throws InvalidRequestException {
        try {
            return decode(body);
        } catch (CharacterCodingException malformed) {
            throw InvalidRequestException.because("The body is not valid UTF-8");
        }
    }

    /** Without the byte order mark that RFC 8259 §8.1 lets a parser ignore. */
    static CharBuffer decode(byte[] body) throws CharacterCodingException {
        int start = startsWithByteOrderMark(body) ? BYTE_ORDER_MARK.length : 0;
        // A new decoder reports malformed input; String would replace it.
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body, start, body.length - start));
    }

    /**
     * Makes the current request's Content-Type that of a form, for all who ask after this: RESTEasy, which chooses among
     * {@code DeviceEndpoint}'s methods by it, Keycloak's client authenticators ({@code ClientIdAndSecretAuthenticator}) and
     * its {@code DefaultSecurityHeadersProvider} (26.7.0).
     */
    static void becomesForm() {
        CurrentHeaders.set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_FORM_URLENCODED);
    }

    private static boolean startsWithByteOrderMark(byte[] body) {
        return body.length >= BYTE_ORDER_MARK.length
                && body[0] == BYTE_ORDER_MARK[0]
                && body[1] == BYTE_ORDER_MARK[1]
                && body[2] == BYTE_ORDER_MARK[2];
    }

    private static long announcedLength(HttpHeaders headers) {
        String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException unreadable) {
            return -1; // the stream is bounded all the same
        }
    }
}
