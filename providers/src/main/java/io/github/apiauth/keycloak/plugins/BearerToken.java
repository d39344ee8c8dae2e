package io.github.apiauth.keycloak.plugins;

import io.github.apiauth.keycloak.request.OAuthError;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.cors.Cors;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AppAuthManager.AuthHeader;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/**
 * The access token of a resource request (RFC 6750), checked by Keycloak: signature, time, session, revocation, user, client, and
 * that it is for the API.
 */
final class BearerToken {

    /** The API as the tokens' audience (RFC 7519 §4.1.3), which the realm's client scope {@code api-audience} puts into them. */
    private static final String AUDIENCE = "api";

    private static final String INSUFFICIENT_SCOPE = "insufficient_scope";

    private BearerToken() {}

    /**
     * Lets the request pass that has a token with this scope. Scripts of the client's origins may read the answer, whatever it is.
     *
     * @throws WebApplicationException 401 without a valid token, 403 without the scope, with the challenge of RFC 6750 §3; 403
     *     where Keycloak's own endpoints answer so
     */
    static void require(KeycloakSession session, String scope) {
        AccessToken token = authenticated(session);
        cors().checkAllowedOrigins(token).add();
        if (token.getScope() == null
                || !Arrays.asList(token.getScope().split(" ")).contains(scope)) {
            throw refusal(
                    session,
                    Status.FORBIDDEN,
                    INSUFFICIENT_SCOPE,
                    "The scope " + scope + " is required",
                    ", error=\"" + INSUFFICIENT_SCOPE + "\", scope=\"" + scope + '"');
        }
    }

    private static AccessToken authenticated(KeycloakSession session) {
        try {
            requireOpenRealm(session);
            return requireToken(session);
        } catch (WebApplicationException refusal) {
            // As Keycloak answers whatever goes wrong before it knows the client (TokenEndpoint.checkSsl, 26.7.0).
            cors().allowAllOrigins().add();
            throw refusal;
        }
    }

    private static Cors cors() {
        return Cors.builder()
                .auth()
                .allowedMethods("GET")
                .exposedHeaders(Cors.ACCESS_CONTROL_ALLOW_METHODS, HttpHeaders.WWW_AUTHENTICATE);
    }

    /** As {@code TokenEndpoint.checkSsl} and {@code checkRealm} (26.7.0), which are not for resources. */
    private static void requireOpenRealm(KeycloakSession session) {
        KeycloakContext context = session.getContext();
        RealmModel realm = context.getRealm();
        boolean https = context.getUri().getBaseUri().getScheme().equals("https");
        if (!https && realm.getSslRequired().isRequired(context.getConnection())) {
            throw refusal(Status.FORBIDDEN, OAuthErrorException.INVALID_REQUEST, "HTTPS required");
        }
        if (!realm.isEnabled()) {
            throw refusal(Status.FORBIDDEN, OAuthErrorException.ACCESS_DENIED, "Realm not enabled");
        }
    }

    private static AccessToken requireToken(KeycloakSession session) {
        HttpHeaders headers = session.getContext().getHttpRequest().getHttpHeaders();
        AuthHeader sent = sent(headers);
        if (sent == null) {
            throw refusal(
                    session, Status.UNAUTHORIZED, OAuthErrorException.INVALID_TOKEN, "A bearer token is required", "");
        }
        AuthResult result = authenticate(session, headers, sent.getToken());
        if (result == null) {
            String description = "The bearer token is invalid, expired, revoked or not for the API";
            throw refusal(
                    session,
                    Status.UNAUTHORIZED,
                    OAuthErrorException.INVALID_TOKEN,
                    description,
                    ", error=\"invalid_token\", error_description=\"" + description + '"');
        }
        return result.token();
    }

    private static @Nullable AuthHeader sent(HttpHeaders headers) {
        try {
            return AppAuthManager.extractAuthorizationHeaderTokenOrReturnNull(headers);
        } catch (NotAuthorizedException severalHeaders) {
            return null;
        }
    }

    /**
     * Keycloak (26.7.0) throws what it has not foreseen at some tokens and proofs that no server has made, such as those without an
     * algorithm ({@code AuthenticationManager.verifyIdentityToken}, {@code DPoPUtil}). Only a failure at a token of the realm is
     * the server's own.
     */
    private static @Nullable AuthResult authenticate(KeycloakSession session, HttpHeaders headers, String token) {
        try {
            return new AppAuthManager.BearerTokenAuthenticator(session)
                    .setAudience(AUDIENCE)
                    .authenticate();
        } catch (RuntimeException failure) {
            boolean withProof = headers.getHeaderString(OAuth2Constants.DPOP_HTTP_HEADER) != null;
            if (withProof || session.tokens().decode(token, AccessToken.class) == null) {
                return null;
            }
            throw failure;
        }
    }

    /** RFC 6750 §3.1: a request without any token is told no error code in the challenge. */
    private static WebApplicationException refusal(
            KeycloakSession session, Status status, String code, String description, String challenge) {
        return new WebApplicationException(OAuthError.answer(status.getStatusCode(), code, description)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"" + session.getContext().getRealm().getName() + '"' + challenge)
                .build());
    }

    private static WebApplicationException refusal(Status status, String code, String description) {
        return OAuthError.refusal(status.getStatusCode(), code, description);
    }
}
