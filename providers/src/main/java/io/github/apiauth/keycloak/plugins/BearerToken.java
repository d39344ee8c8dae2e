package io.github.apiauth.keycloak.plugins;

import io.github.apiauth.keycloak.envelope.Envelope;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import java.util.Arrays;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/** The access token of a resource request (RFC 6750), checked by Keycloak: signature, time, session, revocation, user, client. */
final class BearerToken {

    private static final String INSUFFICIENT_SCOPE = "insufficient_scope";

    private BearerToken() {}

    /**
     * The request's token, if it has this scope.
     *
     * @throws WebApplicationException 401 without a valid token, 403 without the scope, with the challenge of RFC 6750 §3; 403
     *     where Keycloak's own endpoints answer so
     */
    static AccessToken require(KeycloakSession session, String scope) {
        requireOpenRealm(session);
        if (!isSent(session)) {
            throw refusal(
                    session, Status.UNAUTHORIZED, OAuthErrorException.INVALID_TOKEN, "A bearer token is required", "");
        }
        AuthResult result = new AppAuthManager.BearerTokenAuthenticator(session).authenticate();
        if (result == null) {
            String description = "The bearer token is invalid, expired or revoked";
            throw refusal(
                    session,
                    Status.UNAUTHORIZED,
                    OAuthErrorException.INVALID_TOKEN,
                    description,
                    ", error=\"invalid_token\", error_description=\"" + description + '"');
        }
        AccessToken token = result.token();
        if (token.getScope() == null
                || !Arrays.asList(token.getScope().split(" ")).contains(scope)) {
            throw refusal(
                    session,
                    Status.FORBIDDEN,
                    INSUFFICIENT_SCOPE,
                    "The scope " + scope + " is required",
                    ", error=\"" + INSUFFICIENT_SCOPE + "\", scope=\"" + scope + '"');
        }
        return token;
    }

    /** As {@code TokenEndpoint.checkSsl} and {@code checkRealm} (26.7.0), which are not for resources. */
    private static void requireOpenRealm(KeycloakSession session) {
        KeycloakContext context = session.getContext();
        RealmModel realm = context.getRealm();
        boolean https = context.getUri().getBaseUri().getScheme().equals("https");
        if (!https && realm.getSslRequired().isRequired(context.getConnection())) {
            throw refusal(Response.status(Status.FORBIDDEN), OAuthErrorException.INVALID_REQUEST, "HTTPS required");
        }
        if (!realm.isEnabled()) {
            throw refusal(Response.status(Status.FORBIDDEN), OAuthErrorException.ACCESS_DENIED, "Realm not enabled");
        }
    }

    private static boolean isSent(KeycloakSession session) {
        try {
            return AppAuthManager.extractAuthorizationHeaderTokenOrReturnNull(
                            session.getContext().getHttpRequest().getHttpHeaders())
                    != null;
        } catch (NotAuthorizedException severalHeaders) {
            return false;
        }
    }

    /** RFC 6750 §3.1: a request without any token is told no error code in the challenge. */
    private static WebApplicationException refusal(
            KeycloakSession session, Status status, String code, String description, String challenge) {
        return refusal(
                Response.status(status)
                        .header(
                                HttpHeaders.WWW_AUTHENTICATE,
                                "Bearer realm=\""
                                        + session.getContext().getRealm().getName() + '"' + challenge),
                code,
                description);
    }

    private static WebApplicationException refusal(ResponseBuilder response, String code, String description) {
        return new WebApplicationException(response.type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Envelope.failure(code, description))
                .build());
    }
}
