package io.github.apiauth.keycloak.api;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;

/**
 * An error as the API lane answers it: the status table.
 *
 * <table>
 * <caption>What differs from Keycloak's own answer</caption>
 * <tr><th>Keycloak</th><th>API lane</th></tr>
 * <tr><td>{@code invalid_client} or {@code unauthorized_client} before the client is authenticated</td>
 *     <td>401 {@code invalid_client} (RFC 6749 §5.2)</td></tr>
 * <tr><td>{@code invalid_client} after that</td><td>400 {@code unauthorized_client}</td></tr>
 * <tr><td>{@code invalid_grant} of the grants password and refresh_token</td><td>401</td></tr>
 * <tr><td>no error code</td><td>the same status, the code by the status</td></tr>
 * </table>
 *
 * @param status the HTTP status
 * @param code the error code of RFC 6749 §5.2 or of an extension
 * @param description what is wrong, for a human
 */
record LaneError(int status, String code, String description) {

    private static final Set<String> CLIENT_ERRORS =
            Set.of(OAuthErrorException.INVALID_CLIENT, OAuthErrorException.UNAUTHORIZED_CLIENT);
    private static final Set<String> GRANTS_OF_CREDENTIALS =
            Set.of(OAuth2Constants.PASSWORD, OAuth2Constants.REFRESH_TOKEN);

    /** What {@code KeycloakErrorHandler} (26.7.0) says where it knows no code. */
    private static final String UNKNOWN = "unknown_error";

    private static final Pattern CODE = Pattern.compile("[a-z][a-z_]*");

    /**
     * The lane's form of an error that Keycloak answered.
     *
     * @param status Keycloak's status
     * @param error Keycloak's {@code error}: a code, a sentence, or nothing
     * @param description Keycloak's {@code error_description}
     * @param clientAuthenticated whether the client had passed its authentication
     * @param grantType the request's {@code grant_type}
     */
    static LaneError of(
            int status,
            @Nullable String error,
            @Nullable String description,
            boolean clientAuthenticated,
            @Nullable String grantType) {
        if (status >= 500) {
            return new LaneError(status, OAuthErrorException.SERVER_ERROR, sentence(status));
        }
        if (error == null || error.equals(UNKNOWN) || !CODE.matcher(error).matches()) {
            return new LaneError(status, code(status), status == 403 && error != null ? error : sentence(status));
        }
        String said = description == null ? error : description;
        if (CLIENT_ERRORS.contains(error) && !clientAuthenticated) {
            // With its own 401 Keycloak's words differ for an unknown client and a wrong secret, by endpoint.
            return new LaneError(401, OAuthErrorException.INVALID_CLIENT, status == 401 ? sentence(401) : said);
        }
        if (error.equals(OAuthErrorException.INVALID_CLIENT)) {
            return new LaneError(400, OAuthErrorException.UNAUTHORIZED_CLIENT, said);
        }
        if (error.equals(OAuthErrorException.INVALID_GRANT)
                && grantType != null
                && GRANTS_OF_CREDENTIALS.contains(grantType)) {
            return new LaneError(401, error, said);
        }
        return new LaneError(status, error, said);
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
