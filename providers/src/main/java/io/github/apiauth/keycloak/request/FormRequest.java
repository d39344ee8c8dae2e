package io.github.apiauth.keycloak.request;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.UriUtils;
import org.keycloak.http.HttpRequest;

/**
 * A request that gives other form parameters than it was sent with, and says that it is a form: Keycloak's client
 * authenticators ask for the media type first ({@code ClientIdAndSecretAuthenticator}, 26.7.0).
 */
public final class FormRequest extends SameRequest {

    /** The longest body in bytes where nothing else is configured. */
    public static final int DEFAULT_MAX_BYTES = 64 * 1024;

    private final MultivaluedMap<String, String> parameters;

    private FormRequest(HttpRequest request, MultivaluedMap<String, String> parameters) {
        super(request);
        this.parameters = parameters;
    }

    /**
     * The same request with the parameters of its body, to be set with {@code KeycloakContext.setHttpRequest}. Parameters that were sent without a value are left out (RFC 6749 §3.2: "MUST
     * be treated as if they were omitted").
     *
     * <p>To be called on the request's own worker thread, before anything else reads the body and before the Keycloak
     * endpoint is created: endpoints take the request from {@code KeycloakContext} in their constructors.
     *
     * @param maxBytes the longest body that is read, in bytes
     * @param rules how the parameters may be sent
     * @throws InvalidRequestException 400 if the body breaks a rule, 413 if it is too long, 415 if it is of another type
     */
    public static HttpRequest read(HttpRequest request, int maxBytes, ReadingRules rules)
            throws InvalidRequestException {
        HttpHeaders headers = request.getHttpHeaders();
        String contentType = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (!rules.take(BodyType.of(contentType))) {
            throw unsupported(headers, maxBytes, rules);
        }
        if (!BodyType.isUtf8(contentType)) {
            throw InvalidRequestException.because("The charset must be UTF-8");
        }
        return of(request, parameters(contentType, RequestBody.read(headers, maxBytes), rules));
    }

    /**
     * The parameters of a body that were sent with a value.
     *
     * @param contentType what the body is
     * @throws InvalidRequestException 400 if the body breaks a rule, 415 if it is of a type that the rules do not take
     */
    public static MultivaluedMap<String, String> parameters(
            @Nullable String contentType, byte[] body, ReadingRules rules) throws InvalidRequestException {
        BodyType type = BodyType.of(contentType);
        if (!rules.take(type)) {
            throw InvalidRequestException.unsupportedMediaType(rules.mediaTypes());
        }
        if (type == BodyType.MULTIPART) {
            return multipart(body, BodyType.boundary(contentType), rules);
        }
        CharBuffer text = RequestBody.text(body);
        if (type == BodyType.FORM && rules.take(BodyType.JSON) && looksLikeJson(text)) {
            throw InvalidRequestException.unannouncedJson(true, BodyType.describe(contentType));
        }
        return parameters(type, text, rules);
    }

    private static InvalidRequestException unsupported(HttpHeaders headers, int maxBytes, ReadingRules rules) {
        try {
            if (rules.take(BodyType.JSON) && looksLikeJson(RequestBody.text(RequestBody.read(headers, maxBytes)))) {
                return InvalidRequestException.unannouncedJson(
                        false, BodyType.describe(headers.getHeaderString(HttpHeaders.CONTENT_TYPE)));
            }
        } catch (InvalidRequestException unreadable) {
            // Then it is not for its content that it is refused.
        }
        return InvalidRequestException.unsupportedMediaType(rules.mediaTypes());
    }

    /** No parameter of OAuth begins so. */
    private static boolean looksLikeJson(CharBuffer body) {
        int start = 0;
        while (start < body.length() && Character.isWhitespace(body.charAt(start))) {
            start++;
        }
        return start < body.length() && (body.charAt(start) == '{' || body.charAt(start) == '[');
    }

    /** The same request with other parameters, as a form. */
    public static HttpRequest of(HttpRequest request, MultivaluedMap<String, String> parameters) {
        RequestBody.becomesForm();
        return new FormRequest(request, parameters);
    }

    /** The parameters of a JSON or form body that were sent with a value. */
    static MultivaluedMap<String, String> parameters(BodyType type, CharBuffer body, ReadingRules rules)
            throws InvalidRequestException {
        return sent(type == BodyType.JSON ? JsonParameters.parse(body, rules) : parseForm(body.toString()), rules);
    }

    /** The parameters of a multipart body that were sent with a value. */
    static MultivaluedMap<String, String> multipart(byte[] body, @Nullable String boundary, ReadingRules rules)
            throws InvalidRequestException {
        return sent(MultipartParameters.parse(body, boundary), rules);
    }

    private static Map<String, List<String>> parseForm(String body) throws InvalidRequestException {
        try {
            return UriUtils.decodeQueryString(body); // the same encoding
        } catch (IllegalArgumentException malformed) {
            throw InvalidRequestException.because("The form is not properly percent-encoded");
        }
    }

    private static MultivaluedMap<String, String> sent(Map<String, List<String>> parameters, ReadingRules rules)
            throws InvalidRequestException {
        MultivaluedMap<String, String> sent = new MultivaluedHashMap<>();
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            for (String value : parameter.getValue()) {
                if (!isText(value)) {
                    throw InvalidRequestException.parameter(
                            parameter.getKey(), "holds a character that is not allowed");
                }
                if (!value.isEmpty()) {
                    sent.add(parameter.getKey(), value);
                }
            }
        }
        rules.translate(sent);
        return sent;
    }

    /**
     * PostgreSQL stores no U+0000 and no half of a surrogate pair: Keycloak (26.7.0) would answer 500. Other control
     * characters are left to Keycloak's own {@code StringUtil.removeControlCharacters}.
     */
    private static boolean isText(String value) {
        return value.indexOf('\0') < 0
                && value.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Override
    public MultivaluedMap<String, String> getDecodedFormParameters() {
        return parameters;
    }
}
