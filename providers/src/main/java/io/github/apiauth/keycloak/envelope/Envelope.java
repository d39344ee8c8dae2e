package io.github.apiauth.keycloak.envelope;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.regex.Pattern;

/**
 * Every answer of the API lane.
 *
 * @param error whether the request failed
 * @param data what was asked for, or an {@link ErrorData}
 * @param message what happened, for a human
 */
@JsonPropertyOrder({"error", "data", "message"})
public record Envelope(boolean error, Object data, String message) {

    /** What an {@code error_description} must not hold (RFC 6749 §5.2). */
    private static final Pattern NOT_ALLOWED = Pattern.compile("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]");

    /** The answer to a request that succeeded. */
    public static Envelope success(Object data, String message) {
        return new Envelope(false, data, message);
    }

    /**
     * The answer to a request that failed.
     *
     * @param code the error code of RFC 6749 §5.2 or of the extension that the request belongs to
     * @param description what is wrong and how to mend it; also the message. Characters that RFC 6749 does not allow there, which
     *     come from the request, are replaced
     */
    public static Envelope failure(String code, String description) {
        String said = NOT_ALLOWED.matcher(description).replaceAll("?");
        return new Envelope(true, new ErrorData(code, said), said);
    }
}
