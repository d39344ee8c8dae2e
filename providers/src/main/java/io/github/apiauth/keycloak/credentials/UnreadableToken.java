package io.github.apiauth.keycloak.credentials;

import io.github.apiauth.keycloak.request.CurrentHeaders;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AppAuthManager.AuthHeader;

/**
 * A token that Keycloak (26.7.0) takes for a JWS and then fails at, with a 500 or the words of a NullPointerException: it has no
 * algorithm, or {@code null} for a header or claims ({@code AuthenticationManager.verifyIdentityToken},
 * {@code AccessTokenIntrospectionProvider.verifyToken}, {@code JWTAuthorizationGrantType}). In its place Keycloak sees what is no JWS
 * at all, and answers that as the endpoint should.
 */
public final class UnreadableToken {

    private static final String NONE = "unreadable";

    /** Refresh tokens and client assertions are read with care ({@code DefaultTokenManager.decode}, {@code JWTClientAuthenticator}). */
    private static final Set<String> PARAMETERS =
            Set.of("token", OAuth2Constants.SUBJECT_TOKEN, OAuth2Constants.ACTOR_TOKEN, OAuth2Constants.ASSERTION);

    private UnreadableToken() {}

    /** Replaces those of a request's parameters. */
    public static void replaceIn(MultivaluedMap<String, String> parameters) {
        for (String name : PARAMETERS) {
            parameters.computeIfPresent(name, (same, values) -> values.stream()
                    .map(value -> isOne(value) ? NONE : value)
                    .toList());
        }
    }

    /** Replaces that of the {@code Authorization} header, which some grants read at the token endpoint. */
    public static void replaceInHeader(KeycloakSession session) {
        try {
            AuthHeader header = AppAuthManager.extractAuthorizationHeaderTokenOrReturnNull(
                    session.getContext().getHttpRequest().getHttpHeaders());
            if (header != null && isOne(header.getToken())) {
                CurrentHeaders.set(HttpHeaders.AUTHORIZATION, header.getScheme() + ' ' + NONE);
            }
        } catch (NotAuthorizedException severalHeaders) {
            // Keycloak refuses them.
        }
    }

    private static boolean isOne(String token) {
        try {
            JWSInput jws = new JWSInput(token);
            return jws.getHeader() == null
                    || jws.getHeader().getAlgorithm() == null
                    || jws.readJsonContent(JsonWebToken.class) == null;
        } catch (JWSInputException noJws) {
            return false; // which Keycloak expects
        }
    }
}
