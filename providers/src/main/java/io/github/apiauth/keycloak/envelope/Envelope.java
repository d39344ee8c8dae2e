package io.github.apiauth.keycloak.envelope;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Every answer of the API lane.
 *
 * @param error whether the request failed
 * @param data what was asked for, or an {@link ErrorData}
 * @param message what happened, for a human
 */
@JsonPropertyOrder({"error", "data", "message"})
public record Envelope(boolean error, Object data, String message) {

    /** The answer to a request that succeeded. */
    public static Envelope success(Object data, String message) {
        return new Envelope(false, data, message);
    }

    /**
     * The answer to a request that failed.
     *
     * @param code the error code of RFC 6749 §5.2 or of the extension that the request belongs to
     * @param description what is wrong and how to mend it; also the message
     */
    public static Envelope failure(String code, String description) {
        return new Envelope(true, new ErrorData(code, description), description);
    }
}
