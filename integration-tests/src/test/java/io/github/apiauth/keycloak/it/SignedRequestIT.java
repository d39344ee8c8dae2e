package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.SameInContainer;
import io.github.apiauth.keycloak.it.server.Signed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A signed client assertion (RFC 7523) and a DPoP proof (RFC 9449) are for the address that the client called, or for Keycloak's own,
 * and for nothing else.
 */
@SameInContainer
class SignedRequestIT {

    private static final String SERVER = KeycloakServer.shared().url().toString();
    private static final String LANE = "/realms/api/rest/api/v2/oauth/";
    private static final String COMMUNITY = "/realms/api/rest/restful_api/";
    private static final String OWN = "/realms/api/protocol/openid-connect/";

    private static final ECKey KEY = Signed.key();
    private static final String SIGNING = "signing-app";
    private static final String HASHING = "hashing-app";
    private static final String HASHING_SECRET = "a-secret-that-is-long-enough-for-hs256";

    @BeforeAll
    static void createClients() {
        create(
                SIGNING,
                Map.of(
                        "clientAuthenticatorType",
                        "client-jwt",
                        "attributes",
                        Map.of("use.jwks.string", "true", "jwks.string", new JWKSet(KEY.toPublicJWK()).toString())));
        create(HASHING, Map.of("clientAuthenticatorType", "client-secret-jwt", "secret", HASHING_SECRET));
    }

    private static void create(String client, Map<String, ?> authentication) {
        AdminApi.shared().createServiceClient("api", client, authentication);
    }

    @AfterAll
    static void deleteClients() {
        for (String client : List.of(SIGNING, HASHING)) {
            AdminApi.shared().delete(AdminApi.shared().client("api", client));
        }
    }

    /** Where the client calls, and for whom its assertion is. */
    @ParameterizedTest
    @CsvSource({
        LANE + "token, " + LANE + "token",
        LANE + "token/, " + LANE + "token/",
        "/rest/api/v2/oauth/token, /rest/api/v2/oauth/token",
        "/restful_api/token, /restful_api/token",
        "/restful_api/token, " + COMMUNITY + "token",
        "/index.php/restful_api/token, /index.php/restful_api/token",
        LANE + "token, " + OWN + "token",
        "/restful_api/token, " + OWN + "token",
        LANE + "token, /realms/api",
    })
    void givenAssertionForTheCalledAddressOrKeycloaksOwn_thenAccepted(String called, String audience) {
        assertThat(signedJwt(called, SERVER + audience).status()).isEqualTo(200);
        assertThat(secretJwt(called, SERVER + audience).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        LANE + "token, /restful_api/token",
        LANE + "token, " + LANE + "revoke",
        LANE + "token, " + LANE + "tokens",
        LANE + "token, /realms/master/rest/api/v2/oauth/token",
        LANE + "token, /realms/master",
        LANE + "token, /auth" + LANE + "token",
        LANE + "token, ''",
        "/restful_api/token, /rest/api/v2/oauth/token",
        "/restful_api/token, /restful_api/revoke",
        "/restful_api/token, " + LANE + "token",
        OWN + "token, " + LANE + "token",
    })
    void givenAssertionForAnotherAddress_thenRefused(String called, String audience) {
        assertThat(signedJwt(called, SERVER + audience).status()).isBetween(400, 401);
        assertThat(secretJwt(called, SERVER + audience).status()).isBetween(400, 401);
    }

    @Test
    void givenAssertionForAnotherServer_thenRefused() {
        String elsewhere = "https://evil.example.com" + LANE + "token";
        assertThat(signedJwt(LANE + "token", elsewhere).status()).isEqualTo(401);
        assertThat(signedJwt(LANE + "token", elsewhere, SERVER + LANE + "token").status())
                .isEqualTo(401);
        assertThat(signedJwt("/restful_api/token", "https://evil.example.com/restful_api/token")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void givenAssertionForNobodyOrOfAnotherKey_thenRefused() {
        assertThat(signedJwt(LANE + "token").status()).isEqualTo(401);
        assertThat(sendAssertion(
                                LANE + "token",
                                Signed.assertion(SIGNING, Signed.key(), SERVER + LANE + "token"),
                                "grant_type",
                                "client_credentials")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void givenAssertionUsedTwice_thenRefused() {
        String assertion = Signed.assertion(SIGNING, KEY, SERVER + LANE + "token");
        assertThat(sendAssertion(LANE + "token", assertion, "grant_type", "client_credentials")
                        .status())
                .isEqualTo(200);
        assertThat(sendAssertion(LANE + "token", assertion, "grant_type", "client_credentials")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"introspect", "revoke"})
    void givenAnotherEndpoint_thenTheAssertionIsForThat(String endpoint) {
        assertThat(sendAssertion(
                                LANE + endpoint, Signed.assertion(SIGNING, KEY, SERVER + LANE + endpoint), "token", "x")
                        .status())
                .isEqualTo(200);
        assertThat(sendAssertion(
                                "/rest/api/v2/oauth/" + endpoint,
                                Signed.assertion(SIGNING, KEY, SERVER + "/rest/api/v2/oauth/" + endpoint),
                                "token",
                                "x")
                        .status())
                .isEqualTo(200);
        assertThat(sendAssertion(LANE + endpoint, Signed.assertion(SIGNING, KEY, SERVER + LANE + "token"), "token", "x")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        LANE + "token, " + LANE + "token",
        LANE + "token/, " + LANE + "token/",
        "/rest/api/v2/oauth/token, /rest/api/v2/oauth/token",
        "/restful_api/token, /restful_api/token",
        "/restful_api/token, " + COMMUNITY + "token",
        LANE + "token, " + OWN + "token",
    })
    void givenProofForTheCalledAddressOrKeycloaksOwn_thenTokenIsBound(String called, String address) {
        Answer answer = withProof(called, "POST", SERVER + address);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().findPath("token_type").asText()).isEqualTo("DPoP");
    }

    @ParameterizedTest
    @CsvSource({
        LANE + "token, POST, " + LANE + "revoke",
        LANE + "token, POST, /restful_api/token",
        LANE + "token, POST, /realms/master/rest/api/v2/oauth/token",
        LANE + "token, POST, /realms/master/protocol/openid-connect/token",
        LANE + "token, POST, " + OWN + "userinfo",
        LANE + "token, GET, " + LANE + "token",
        "/restful_api/token, POST, /restful_api/revoke",
        "/restful_api/token, GET, /restful_api/token",
    })
    void givenProofForAnotherAddress_thenRefused(String called, String method, String address) {
        Answer answer = withProof(called, method, SERVER + address);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().findPath("error_description").asText()).endsWith("mismatch");
    }

    @Test
    void givenProofForAnotherServer_thenRefused() {
        assertThat(withProof("/restful_api/token", "POST", "https://evil.example.com/restful_api/token")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void givenProofUsedTwice_thenRefused() {
        String proof = Signed.proof(KEY, "POST", SERVER + "/restful_api/token", null);
        assertThat(sendProof("/restful_api/token", proof).status()).isEqualTo(200);
        assertThat(sendProof("/restful_api/token", proof)
                        .json()
                        .path("error_description")
                        .asText())
                .isEqualTo("DPoP proof has already been used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/realms/api/rest/api/v2/plugins", "/rest/api/v2/plugins"})
    void givenBoundToken_thenPluginsTakeItWithAProofForTheCalledAddress(String path) {
        String token =
                withProof(LANE + "token", "POST", SERVER + LANE + "token").data("access_token");
        assertThat(plugins(path, token, SERVER + path).status()).isEqualTo(200);
        assertThat(plugins(path, token, SERVER + "/elsewhere").status()).isEqualTo(401);
    }

    private static Answer plugins(String path, String token, String address) {
        return Request.to(path)
                .header("Authorization", "DPoP " + token)
                .header("DPoP", Signed.proof(KEY, "GET", address, token))
                .method("GET");
    }

    private static Answer signedJwt(String called, String... audience) {
        return sendAssertion(called, Signed.assertion(SIGNING, KEY, audience), "grant_type", "client_credentials");
    }

    private static Answer secretJwt(String called, String... audience) {
        return sendAssertion(
                called, Signed.assertion(HASHING, HASHING_SECRET, audience), "grant_type", "client_credentials");
    }

    private static Answer sendAssertion(String called, String assertion, String name, String value) {
        return Request.to(called)
                .form(name, value, "client_assertion_type", Signed.ASSERTION_TYPE, "client_assertion", assertion);
    }

    private static Answer withProof(String called, String method, String address) {
        return sendProof(called, Signed.proof(KEY, method, address, null));
    }

    private static Answer sendProof(String called, String proof) {
        return Request.to(called)
                .basic(SERVER_APP, secret(SERVER_APP))
                .header("DPoP", proof)
                .form("grant_type", "client_credentials");
    }
}
