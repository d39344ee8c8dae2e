package io.github.apiauth.keycloak.answer;

import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Failure;
import io.github.apiauth.keycloak.legacyapi.Failure.Cause;
import io.github.apiauth.keycloak.request.OAuthError;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;

/**
 * Keycloak's errors, as contracts know them.
 *
 * <table>
 * <caption>What differs from Keycloak's own answer</caption>
 * <tr><th>Keycloak</th><th>{@link Failure}</th></tr>
 * <tr><td>{@code invalid_client} or {@code unauthorized_client} before the client is authenticated</td>
 *     <td>401 {@code invalid_client} (RFC 6749 §5.2)</td></tr>
 * <tr><td>{@code invalid_client} after that</td><td>400 {@code unauthorized_client}</td></tr>
 * <tr><td>no error code</td><td>the same status, the code by the status</td></tr>
 * </table>
 */
public final class Failures {

    private static final Set<String> CLIENT_ERRORS =
            Set.of(OAuthErrorException.INVALID_CLIENT, OAuthErrorException.UNAUTHORIZED_CLIENT);

    /** What {@code KeycloakErrorHandler} (26.7.0) says where it knows no code. */
    private static final String UNKNOWN = "unknown_error";

    /** Of a redirect URI that is not one of the client's: no code of RFC 6749, which has an error page there. */
    public static final String REDIRECT_URI_MISMATCH = "redirect_uri_mismatch";

    private static final Pattern CODE = Pattern.compile("[a-z][a-z_]*");

    private Failures() {}

    /**
     * A failure that is noticed before Keycloak sees the request.
     *
     * @param description what is wrong and how to mend it; characters that RFC 6749 does not allow there are replaced
     */
    public static Failure of(
            int status, String code, String description, @Nullable Endpoint endpoint, @Nullable String grantType) {
        return new Failure(cause(status, code), status, code, OAuthError.printable(description), endpoint, grantType);
    }

    /**
     * An error that Keycloak answered.
     *
     * @param status Keycloak's status
     * @param error Keycloak's {@code error}: a code, a sentence, or nothing
     * @param description Keycloak's {@code error_description}
     * @param clientAuthenticated whether the client had passed its authentication
     */
    static Failure ofKeycloak(
            int status,
            @Nullable String error,
            @Nullable String description,
            boolean clientAuthenticated,
            @Nullable Endpoint endpoint,
            @Nullable String grantType) {
        if (status >= 500) {
            return of(status, OAuthErrorException.SERVER_ERROR, sentence(status), endpoint, grantType);
        }
        if (error == null || error.equals(UNKNOWN) || !CODE.matcher(error).matches()) {
            return of(
                    status,
                    code(status),
                    status == 403 && error != null ? error : sentence(status),
                    endpoint,
                    grantType);
        }
        String said = description == null ? error : description;
        if (CLIENT_ERRORS.contains(error) && !clientAuthenticated) {
            // With its own 401 Keycloak's words differ for an unknown client and a wrong secret, by endpoint.
            return of(
                    401, OAuthErrorException.INVALID_CLIENT, status == 401 ? sentence(401) : said, endpoint, grantType);
        }
        if (error.equals(OAuthErrorException.INVALID_CLIENT)) {
            return of(400, OAuthErrorException.UNAUTHORIZED_CLIENT, said, endpoint, grantType);
        }
        return of(status, error, said, endpoint, grantType);
    }

    private static Cause cause(int status, String code) {
        return switch (code) {
            case OAuthErrorException.INVALID_CLIENT -> Cause.CLIENT;
            case OAuthErrorException.UNAUTHORIZED_CLIENT, OAuthErrorException.UNSUPPORTED_GRANT_TYPE ->
                Cause.GRANT_TYPE;
            case OAuthErrorException.INVALID_GRANT -> Cause.GRANT;
            case OAuthErrorException.INVALID_SCOPE -> Cause.SCOPE;
            case REDIRECT_URI_MISMATCH -> Cause.REDIRECT_URI;
            default -> cause(status);
        };
    }

    private static Cause cause(int status) {
        return switch (status) {
            case 401 -> Cause.BEARER_TOKEN;
            case 403 -> Cause.ACCESS;
            case 404 -> Cause.PATH;
            case 405 -> Cause.METHOD;
            case 408, 411, 413 -> Cause.BODY;
            case 415 -> Cause.MEDIA_TYPE;
            case 429 -> Cause.RATE_LIMIT;
            case 503 -> Cause.OVERLOAD;
            default -> status >= 500 ? Cause.SERVER : Cause.REQUEST;
        };
    }

    private static String code(int status) {
        return switch (status) {
            case 401 -> OAuthErrorException.INVALID_CLIENT;
            case 403 -> OAuthErrorException.ACCESS_DENIED;
            default -> OAuthErrorException.INVALID_REQUEST;
        };
    }

    private static String sentence(int status) {
        return switch (status) {
            case 401 -> "Invalid client or Invalid client credentials";
            case 404 -> "There is nothing here: check the realm and the path";
            case 405 -> "The method is not allowed here: the Allow header names those that are";
            case 413 -> "The body is too long";
            case 415 -> "The Content-Type is not supported";
            case 503 -> "The server is not available: try again later";
            default -> status >= 500 ? "The server failed; its log says why" : "The request is invalid";
        };
    }
}
