package io.github.apiauth.keycloak.ratelimit;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.util.BasicAuthHelper;

/**
 * The clients that a request names, without any proof.
 *
 * <p>Keycloak's client authenticators ({@code ClientIdAndSecretAuthenticator}, {@code X509ClientAuthenticator},
 * {@code AbstractJWTClientValidator}, 26.7.0) look in four places, and if one fails, the next is asked. So a request counts
 * for all that it names: to name a second client spares the first nothing.
 */
final class ClaimedClients {

    private ClaimedClients() {}

    /** The client ids, in no order that matters. */
    static Set<String> of(HttpRequest request, MultivaluedMap<String, String> form) {
        Set<String> clients = new LinkedHashSet<>();
        String authorization = request.getHttpHeaders().getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            add(clients, basic(authorization));
            add(clients, plainBasic(authorization));
        }
        add(clients, form.getFirst(OAuth2Constants.CLIENT_ID));
        add(clients, request.getUri().getQueryParameters().getFirst(OAuth2Constants.CLIENT_ID));
        for (String assertion : form.getOrDefault(OAuth2Constants.CLIENT_ASSERTION, List.of())) {
            add(clients, subject(assertion));
        }
        return clients;
    }

    private static void add(Set<String> clients, @Nullable String client) {
        if (client != null && !client.isEmpty()) {
            clients.add(client);
        }
    }

    private static @Nullable String basic(String authorization) {
        try {
            String[] credentials = BasicAuthHelper.RFC6749.parseHeader(authorization);
            return credentials == null ? null : credentials[0];
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** As the API lane reads credentials too that are not form-encoded. */
    private static @Nullable String plainBasic(String authorization) {
        String[] credentials = BasicAuthHelper.parseHeader(authorization);
        return credentials == null ? null : credentials[0];
    }

    private static @Nullable String subject(String assertion) {
        try {
            return new JWSInput(assertion).readJsonContent(JsonWebToken.class).getSubject();
        } catch (JWSInputException malformed) {
            return null;
        }
    }
}
