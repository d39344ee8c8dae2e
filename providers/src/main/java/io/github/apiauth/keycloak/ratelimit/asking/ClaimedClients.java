package io.github.apiauth.keycloak.ratelimit.asking;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.authenticators.client.AttestationBasedClientAuthenticator;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.util.BasicAuthHelper;

/**
 * The clients that a request names, without any proof, as Keycloak reads the names.
 *
 * <p>Keycloak's client authenticators ({@code ClientIdAndSecretAuthenticator}, {@code X509ClientAuthenticator},
 * {@code ClientAssertionState}, {@code AttestationBasedClientAuthenticator}, 26.7.0) look in five places, take the first value
 * there, and if one fails, the next is asked. So a request counts for all that it names: to name a second client spares the
 * first nothing. A client that is found in another way, as by the issuer of its assertion ({@code
 * FederatedJWTClientAuthenticator}), is counted once it is known: {@code TokenRateLimit.countAuthenticated}.
 */
public final class ClaimedClients {

    private ClaimedClients() {}

    /**
     * A name in one place.
     *
     * @param id as Keycloak reads it
     * @param plainId as the API lane reads it too, where there is no client of the first: without decoding
     */
    public record Claim(String id, String plainId) {}

    /** The names, in no order that matters. Whatever the request holds, this does not throw. */
    public static Set<Claim> of(
            HttpHeaders headers, MultivaluedMap<String, String> query, MultivaluedMap<String, String> form) {
        Set<Claim> claims = new LinkedHashSet<>();
        addBasic(claims, headers.getRequestHeaders().getFirst(HttpHeaders.AUTHORIZATION));
        add(claims, form.getFirst(OAuth2Constants.CLIENT_ID));
        add(claims, query.getFirst(OAuth2Constants.CLIENT_ID));
        add(claims, subject(form.getFirst(OAuth2Constants.CLIENT_ASSERTION)));
        add(
                claims,
                subject(headers.getHeaderString(AttestationBasedClientAuthenticator.OAUTH_CLIENT_ATTESTATION_HEADER)));
        return claims;
    }

    private static void add(Set<Claim> claims, @Nullable String client) {
        if (client != null && !client.isEmpty()) {
            claims.add(new Claim(client, client));
        }
    }

    private static void addBasic(Set<Claim> claims, @Nullable String authorization) {
        String[] plain = authorization == null ? null : BasicAuthHelper.parseHeader(authorization);
        if (plain == null || plain[0].isEmpty()) {
            return;
        }
        try {
            claims.add(new Claim(BasicAuthHelper.RFC6749.parseHeader(authorization)[0], plain[0]));
        } catch (IllegalArgumentException malformed) {
            add(claims, plain[0]);
        }
    }

    private static @Nullable String subject(@Nullable String assertion) {
        try {
            JsonWebToken claims =
                    assertion == null ? null : new JWSInput(assertion).readJsonContent(JsonWebToken.class);
            return claims == null ? null : claims.getSubject(); // JSON may be null
        } catch (JWSInputException malformed) {
            return null;
        }
    }
}
