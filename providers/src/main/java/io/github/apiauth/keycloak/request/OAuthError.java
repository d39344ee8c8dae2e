package io.github.apiauth.keycloak.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/** Errors in the shape of RFC 6749 §5.2. */
public final class OAuthError {

    private static final Pattern NOT_ALLOWED = Pattern.compile("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]");

    private static final ObjectMapper JSON = new ObjectMapper();

    private OAuthError() {}

    /** This text with a question mark for each character that an {@code error_description} must not hold. */
    public static String printable(String text) {
        return NOT_ALLOWED.matcher(text).replaceAll("?");
    }

    /** The error as a body. */
    public static byte[] json(String code, String description) {
        try {
            return JSON.writeValueAsBytes(new OAuth2ErrorRepresentation(code, description));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * What ends a request with an error.
     *
     * @param status the HTTP status
     * @param code the error code
     * @param description what is wrong and how to mend it, in the characters that RFC 6749 allows there
     */
    public static WebApplicationException refusal(int status, String code, String description) {
        return new WebApplicationException(answer(status, code, description).build());
    }

    /** The same answer, to have more headers. */
    public static ResponseBuilder answer(int status, String code, String description) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .entity(new OAuth2ErrorRepresentation(code, description));
    }
}
