package io.github.apiauth.keycloak.request;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.common.util.CaseInsensitiveMap;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser.MalformedMessageException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a {@code multipart/form-data} body (RFC 7578), in memory. Where parts begin and end is RESTEasy's to say, whose
 * parser (Undertow's before) Keycloak brings; what a part is, {@link FormPart}'s.
 */
final class MultipartParameters {

    /** As in the forms that Quarkus reads for Keycloak ({@code quarkus.http.limits.max-parameters}). */
    static final int MOST_FIELDS = 1000;

    /** RFC 2046 §5.1.1. */
    private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

    private MultipartParameters() {}

    /**
     * The fields with their values, those of one name in their order.
     *
     * @param boundary what stands between the parts, as the Content-Type says
     * @throws InvalidRequestException if the body breaks a rule, or has a part that is no field
     */
    static MultivaluedMap<String, String> parse(byte[] body, @Nullable String boundary) throws InvalidRequestException {
        if (boundary == null || !BOUNDARY.matcher(boundary).matches()) {
            throw InvalidRequestException.because(
                    "The Content-Type must name the boundary of the form's parts, of 1 to 70 characters");
        }
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        for (FormPart part : parts(body, boundary)) {
            String name = part.name();
            parameters.add(name, part.value(name));
        }
        return parameters;
    }

    private static List<FormPart> parts(byte[] body, String boundary) throws InvalidRequestException {
        Parts parts = new Parts();
        MultipartParser.ParseState parser = MultipartParser.beginParse(
                parts, boundary.getBytes(StandardCharsets.US_ASCII), StandardCharsets.UTF_8.name());
        try {
            parser.parse(ByteBuffer.wrap(body));
        } catch (MalformedMessageException unreadable) {
            throw InvalidRequestException.because("The headers of a part of the form cannot be read");
        } catch (IOException tooMany) {
            throw InvalidRequestException.because("The form has more than " + MOST_FIELDS + " fields");
        }
        if (!parser.isComplete()) {
            throw InvalidRequestException.because(
                    "The body does not end with the boundary that its Content-Type names");
        }
        return parts.complete;
    }

    /** What the parser finds. */
    private static final class Parts implements MultipartParser.PartHandler {

        private final List<FormPart> complete = new ArrayList<>();
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private CaseInsensitiveMap<String> headers = new CaseInsensitiveMap<>();
        private @Nullable String encoding;

        @Override
        public void beginPart(CaseInsensitiveMap<String> headers) {
            // The parser would decode what has an encoding, and throw at what it cannot: see FormPart.
            List<String> removed = headers.remove(MultipartParser.CONTENT_TRANSFER_ENCODING);
            encoding = removed == null ? null : removed.get(0);
            this.headers = headers;
        }

        @Override
        public void data(ByteBuffer bytes) throws IOException {
            if (complete.size() == MOST_FIELDS) {
                throw new IOException("too many");
            }
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            content.write(copy);
        }

        @Override
        public void endPart() {
            complete.add(new FormPart(headers, encoding, content.toByteArray()));
            content.reset();
        }
    }
}
