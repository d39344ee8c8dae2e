package io.github.apiauth.keycloak.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;

/** Shows that a server issues what it is compared for: a JWT, signed with RS256 by a key of 2048 bits that it publishes. */
final class TokenCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** While the server behind it does not listen yet. */
    private static final int PROXY_ALONE = 502;

    private static final Duration AT_MOST = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(250);

    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * Waits for the server first.
     *
     * @throws IOException if it does not start, or issues something else
     */
    void pass(Issuer issuer) throws IOException, InterruptedException {
        try {
            JWSObject token = JWSObject.parse(awaitToken(issuer));
            if (!verifies(token, keys(issuer))) {
                throw new IOException(
                        "the token is not signed with RS256 by a published key of 2048 bits: " + token.getHeader());
            }
        } catch (ParseException | JOSEException failure) {
            throw new IOException("the token is no signed JWT: " + failure.getMessage(), failure);
        }
    }

    private static boolean verifies(JWSObject token, JWKSet keys) throws JOSEException {
        JWKMatcher signing = new JWKMatcher.Builder(JWKMatcher.forJWSHeader(token.getHeader()))
                .keySize(2048)
                .build();
        if (!token.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)) {
            return false;
        }
        for (JWK key : new JWKSelector(signing).select(keys)) {
            JWSVerifier verifier = new RSASSAVerifier(key.toRSAKey());
            if (token.verify(verifier)) {
                return true;
            }
        }
        return false;
    }

    private JWKSet keys(Issuer issuer) throws IOException, InterruptedException, ParseException {
        HttpRequest request = HttpRequest.newBuilder(issuer.keys()).build();
        return JWKSet.parse(client.send(request, BodyHandlers.ofString()).body());
    }

    private String awaitToken(Issuer issuer) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(issuer.tokens())
                .header("Content-Type", issuer.sends().contentType())
                .POST(BodyPublishers.ofString(issuer.body()))
                .build();
        Instant deadline = Instant.now().plus(AT_MOST);
        String last = "";
        while (issuer.isAlive() && Instant.now().isBefore(deadline)) {
            try {
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return JSON.readTree(response.body())
                            .findPath("access_token")
                            .asText();
                }
                last = response.statusCode() + " " + response.body();
                if (response.statusCode() != PROXY_ALONE) {
                    break;
                }
            } catch (ConnectException notYet) {
                last = notYet.toString();
            }
            Thread.sleep(POLL.toMillis());
        }
        throw new IOException("it issues no token: " + last);
    }
}
