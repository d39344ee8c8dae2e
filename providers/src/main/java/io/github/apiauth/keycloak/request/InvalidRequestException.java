package io.github.apiauth.keycloak.request;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import org.keycloak.OAuthErrorException;

/**
 * A request that is refused before Keycloak sees it. The RFC 6749 §5.2 error code is always {@code invalid_request};
 * {@link #getMessage()} is its {@code error_description}. It never holds a value from the body, because the value could
 * be a secret; a member's name is reduced to the characters that RFC 6749 allows there.
 */
public final class InvalidRequestException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 64;

    private final Status status;

    private InvalidRequestException(Status status, String description) {
        super(description, null, false, false);
        this.status = status;
    }

    /** 400: the request as a whole is wrong in the way that the description says. */
    public static InvalidRequestException because(String description) {
        return new InvalidRequestException(Status.BAD_REQUEST, description);
    }

    /** 400: one parameter is wrong, and is named: {@code Parameter 'client_id' must be a string}. */
    public static InvalidRequestException parameter(String name, String complaint) {
        return because("Parameter '" + printable(name) + "' " + complaint);
    }

    /** 413: the body is longer than the given number of bytes. */
    public static InvalidRequestException tooLarge(int maxBytes) {
        return new InvalidRequestException(
                Status.REQUEST_ENTITY_TOO_LARGE, "The body is longer than " + maxBytes + " bytes");
    }

    /** 400: a parameter was sent under two of its names, with different values. */
    static InvalidRequestException contradiction(String name, String one, String other) {
        return parameter(
                name,
                "is given more than once with different values: as '" + printable(one) + "' and as '" + printable(other)
                        + "'");
    }

    /**
     * 415: the body is of none of the types that are taken.
     *
     * @param mediaTypes those types
     */
    static InvalidRequestException unsupportedMediaType(String mediaTypes) {
        return new InvalidRequestException(Status.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be " + mediaTypes);
    }

    /**
     * The same, or 400 for what is sent as a type that is taken, where the body is JSON all the same: curl's {@code -d} and many a
     * client's default say {@code application/x-www-form-urlencoded}.
     *
     * @param taken whether the announced type is taken
     * @param announced what the headers say of the type
     */
    static InvalidRequestException unannouncedJson(boolean taken, String announced) {
        return new InvalidRequestException(
                taken ? Status.BAD_REQUEST : Status.UNSUPPORTED_MEDIA_TYPE,
                "The body looks like JSON, but " + announced + ": send Content-Type: application/json");
    }

    /** 400, 413 or 415. */
    Status status() {
        return status;
    }

    /** What the request is answered with. */
    public WebApplicationException answer() {
        return OAuthError.refusal(status.getStatusCode(), OAuthErrorException.INVALID_REQUEST, getMessage());
    }

    /** The {@code error_description}: plain ASCII without quotation marks and backslashes (RFC 6749 §5.2). */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    private static String printable(String name) {
        String shown = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
        return OAuthError.printable(shown);
    }
}
