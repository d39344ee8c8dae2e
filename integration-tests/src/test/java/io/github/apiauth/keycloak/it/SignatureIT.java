package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that are made natively: a resource server with the JDK's verifies them by the realm's published keys. */
class SignatureIT {

    private static final AdminApi ADMIN = AdminApi.shared();
    private static final String REALM = "signatures";
    private static final String SECRET = "signatures-secret";

    @BeforeAll
    static void createRealm() {
        ADMIN.post("/realms", Map.of("realm", REALM, "enabled", true));
    }

    @AfterAll
    static void deleteRealm() {
        ADMIN.delete("/realms/" + REALM);
    }

    @Test
    void givenSupportedPlatform_thenServerInfoSaysNative() {
        String signatures = ADMIN.get("/serverinfo")
                .at("/providers/signature/providers/RS256/operationalInfo/signatures")
                .asText();
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && List.of("amd64", "aarch64").contains(System.getProperty("os.arch")),
                signatures);
        assumeFalse(signatures.contains("libdl.so.2: cannot open shared object file"), "glibc is not complete here");
        assertThat(signatures).startsWith("native (AmazonCorrettoCryptoProvider ");
    }

    @Test
    void givenTokenOfTheRealmApi_thenVerified() throws Exception {
        String token = Request.api()
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("grant_type", "client_credentials")
                .data("access_token");
        assertThat(verified("api", token)).isTrue();
    }

    /** The realm makes keys of the other algorithms when they are first asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
    void givenClientWithAnAlgorithm_thenItsTokensAreVerifiedAndTamperedOnesAreNotActive(String algorithm)
            throws Exception {
        createClient(algorithm);
        String token = token(algorithm);
        assertThat(Jwt.header(token).path("alg").asText()).isEqualTo(algorithm);
        assertThat(verified(REALM, token)).isTrue();
        assertThat(active(algorithm, token)).isTrue();
        assertThat(KeycloakServer.shared().log()).doesNotContain("signs by the JDK");
        String other = token(algorithm);
        assertThat(active(
                        algorithm,
                        token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'))))
                .isFalse();
    }

    @Test
    void givenRotatedKey_thenNewTokensHaveItAndOldOnesStayActive() throws Exception {
        createClient("rotation", "RS256");
        String old = token("rotation");
        String realmId = ADMIN.get("/realms/" + REALM).path("id").asText();
        ADMIN.post(
                "/realms/" + REALM + "/components",
                Map.of(
                        "name",
                        "rotated",
                        "providerId",
                        "rsa-generated",
                        "providerType",
                        "org.keycloak.keys.KeyProvider",
                        "parentId",
                        realmId,
                        "config",
                        Map.of("priority", List.of("200"), "algorithm", List.of("RS256"))));
        String rotated = token("rotation");
        assertThat(kid(rotated)).isNotEqualTo(kid(old));
        assertThat(verified(REALM, rotated)).isTrue();
        assertThat(verified(REALM, old)).isTrue();
        assertThat(active("rotation", rotated)).isTrue();
        assertThat(active("rotation", old)).isTrue();
    }

    private static void createClient(String algorithm) {
        createClient(algorithm, algorithm);
    }

    private static void createClient(String client, String algorithm) {
        ADMIN.post(
                "/realms/" + REALM + "/clients",
                Map.of(
                        "clientId",
                        client,
                        "secret",
                        SECRET,
                        "serviceAccountsEnabled",
                        true,
                        // Keycloak tells a client of its own tokens only if it is their audience.
                        "protocolMappers",
                        List.of(Map.of(
                                "name",
                                "audience",
                                "protocol",
                                "openid-connect",
                                "protocolMapper",
                                "oidc-audience-mapper",
                                "config",
                                Map.of(
                                        "included.client.audience", client,
                                        "access.token.claim", "true",
                                        "introspection.token.claim", "true"))),
                        "attributes",
                        Map.of("access.token.signed.response.alg", algorithm)));
    }

    private static String token(String client) {
        Answer answer = endpoint("token").basic(client, SECRET).form("grant_type", "client_credentials");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("access_token").asText();
    }

    private static boolean active(String client, String token) {
        return endpoint("token/introspect")
                .basic(client, SECRET)
                .form("token", token)
                .json()
                .path("active")
                .asBoolean();
    }

    private static Request endpoint(String name) {
        return Request.to("/realms/" + REALM + "/protocol/openid-connect/" + name);
    }

    private static String kid(String token) {
        return Jwt.header(token).path("kid").asText();
    }

    /** By Nimbus, with the JDK's signatures. */
    private static boolean verified(String realm, String token) throws Exception {
        JsonNode keys = Request.to("/realms/" + realm + "/protocol/openid-connect/certs")
                .method("GET")
                .json();
        JWK key = JWKSet.parse(keys.toString()).getKeyByKeyId(kid(token));
        SignedJWT jwt = SignedJWT.parse(token);
        JWSVerifier verifier =
                new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), ((AsymmetricJWK) key).toPublicKey());
        return jwt.verify(verifier);
    }
}
