package io.github.apiauth.keycloak.ratelimit;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
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
 * FederatedJWTClientAuthenticator}), is counted once it is known: {@link TokenRateLimit#countAuthenticated}.
 */
final class ClaimedClients {

    private ClaimedClients() {}

    /** The client ids, in no order that matters. Whatever the request holds, this does not throw. */
    static Set<String> of(
            HttpHeaders headers, MultivaluedMap<String, String> query, MultivaluedMap<String, String> form) {
        Set<String> clients = new LinkedHashSet<>();
        String authorization = headers.getRequestHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        add(clients, basic(BasicAuthHelper.RFC6749::parseHeader, authorization));
        // As the API lane reads credentials too that are not form-encoded.
        add(clients, basic(BasicAuthHelper::parseHeader, authorization));
        add(clients, form.getFirst(OAuth2Constants.CLIENT_ID));
        add(clients, query.getFirst(OAuth2Constants.CLIENT_ID));
        add(clients, subject(form.getFirst(OAuth2Constants.CLIENT_ASSERTION)));
        add(
                clients,
                subject(headers.getHeaderString(AttestationBasedClientAuthenticator.OAUTH_CLIENT_ATTESTATION_HEADER)));
        return clients;
    }

    private static void add(Set<String> clients, @Nullable String client) {
        if (client != null && !client.isEmpty()) {
            clients.add(client);
        }
    }

    private static @Nullable String basic(
            Function<String, String @Nullable []> reading, @Nullable String authorization) {
        try {
            String[] credentials = authorization == null ? null : reading.apply(authorization);
            return credentials == null ? null : credentials[0];
        } catch (IllegalArgumentException malformed) {
            return null;
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
