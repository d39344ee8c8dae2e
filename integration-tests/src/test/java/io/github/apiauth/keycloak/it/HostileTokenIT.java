package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.SameInContainer;
import io.github.apiauth.keycloak.it.server.Signed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that no server has issued, wherever the lane reads one: it says that they are none, and never fails. */
@Once
@SameInContainer
class HostileTokenIT {

    private static final String LANE = "/realms/api/rest/api/v2/oauth/";
    private static final String INACTIVE =
            "{\"error\":false,\"data\":{\"active\":false},\"message\":\"Token introspected\"}";

    private static final List<String> HEADERS = List.of(
            "{}",
            "null",
            "[]",
            "\"\"",
            "{\"alg\":null}",
            "{\"alg\":\"\"}",
            "{\"alg\":\"none\"}",
            "{\"alg\":0}",
            "{\"alg\":{}}",
            "{\"alg\":\"HS256\"}",
            "{\"alg\":\"XX999\"}",
            "{\"alg\":\"ES256\",\"kid\":\"x\"}",
            "{\"alg\":\"RS256\",\"kid\":\"../../x\"}",
            "{\"alg\":\"RS256\",\"kid\":{}}",
            "{\"alg\":\"RS256\",\"kid\":\"" + "x".repeat(2000) + "\"}",
            "{\"alg\":\"RS256\",\"typ\":1,\"crit\":[\"x\"]}",
            "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}");

    private static Answer issued;

    @BeforeAll
    static void issueTokens() {
        issued = Request.api()
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("grant_type", "client_credentials", "scope", "read openid");
    }

    static Stream<String> tokens() {
        String signature = "." + encoded("signature");
        List<String> tokens = new ArrayList<>(List.of("..", "a.b.c.d.e", "...."));
        for (String header : HEADERS) {
            for (String claims : List.of("{}", "null", "[]", "{\"exp\":\"x\",\"aud\":{}}")) {
                tokens.add(encoded(header) + "." + encoded(claims) + signature);
            }
            tokens.add(encoded(header) + "." + encoded("{}"));
            tokens.add(encoded(header) + ".a.b.c.d");
        }
        return tokens.stream();
    }

    /** Genuine ones that somebody has changed. */
    private static Stream<String> forgeries() {
        String[] parts = issued.data("access_token").split("\\.", -1);
        return Stream.of(
                encoded("{}") + "." + parts[1] + "." + parts[2],
                encoded("{\"alg\":\"none\"}") + "." + parts[1] + ".",
                parts[0] + "." + encoded("null") + "." + parts[2],
                parts[0] + "." + parts[1],
                parts[0] + "." + parts[1] + ".");
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void givenUnreadableToken_thenNoneAnywhere(String token) {
        assertIsNone(token);
    }

    @Test
    void givenForgedToken_thenNoneAnywhere() {
        forgeries().forEach(HostileTokenIT::assertIsNone);
    }

    private static void assertIsNone(String token) {
        for (String scheme : List.of("Bearer ", "DPoP ")) {
            Answer plugins = plugins(scheme + token);
            assertThat(plugins.status()).as(plugins.body()).isEqualTo(401);
            assertThat(plugins.data("error")).isEqualTo("invalid_token");
            assertThat(plugins.header("WWW-Authenticate")).hasSize(1);
        }
        assertThat(post("introspect", "token", token).body()).isEqualTo(INACTIVE);
        assertThat(post("introspect", "token", token, "token_type_hint", "refresh_token")
                        .body())
                .isEqualTo(INACTIVE);
        assertThat(post("revoke", "token", token).status()).isEqualTo(200);
        assertThat(post("token", "grant_type", "refresh_token", "refresh_token", token)
                        .data("error"))
                .isEqualTo("invalid_grant");
        assertThat(withProof(token).status()).isEqualTo(400);
        assertThat(Request.to(LANE + "token")
                        .header("Authorization", "Bearer " + token)
                        .form("grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket", "audience", "api")
                        .status())
                .isBetween(400, 403);
        assertThat(Request.to(LANE + "token")
                        .form(
                                "grant_type",
                                "client_credentials",
                                "client_assertion_type",
                                Signed.ASSERTION_TYPE,
                                "client_assertion",
                                token)
                        .status())
                .isEqualTo(401);
        for (String[] grant : new String[][] {
            {"urn:ietf:params:oauth:grant-type:token-exchange", "subject_token"},
            {"urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion"},
        }) {
            Answer answer = post("token", "grant_type", grant[0], grant[1], token);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("org.keycloak", "Cannot invoke");
        }
    }

    /** They are genuine, but not what a resource takes. */
    @ParameterizedTest
    @ValueSource(strings = {"refresh_token", "id_token"})
    void givenAnotherKindOfToken_thenPluginsRefuseIt(String kind) {
        assertThat(plugins("Bearer " + issued.data(kind)).status()).isEqualTo(401);
    }

    @Test
    void givenTokenOfAnotherRealm_thenPluginsRefuseIt() {
        String token = AdminApi.shared().accessToken();
        assertThat(plugins("Bearer " + token).status()).isEqualTo(401);
    }

    @Test
    void givenBoundTokenAsABearer_thenPluginsRefuseIt() {
        ECKey key = Signed.key();
        String address = KeycloakServer.shared().url() + LANE + "token";
        String token = withProof(Signed.proof(key, "POST", address, null)).data("access_token");
        assertThat(token).isNotEmpty();
        assertThat(plugins("Bearer " + token).status()).isEqualTo(401);
    }

    static Stream<Map<String, Object>> keys() {
        Map<String, Object> key = Signed.key().toPublicJWK().toJSONObject();
        return Stream.of(
                Map.of("kty", "EC"),
                Map.of("kty", "EC", "crv", "P-256", "x", "AA"),
                Map.of("kty", "EC", "crv", "P-999", "x", key.get("x"), "y", key.get("y")),
                Map.of("kty", "EC", "crv", "P-256", "x", "!!", "y", "!!"),
                Map.of("kty", "EC", "crv", "P-256", "x", "AQ", "y", "AQ"),
                Map.of("kty", "RSA"),
                Map.of("kty", "RSA", "n", "AQ", "e", "AQ"),
                Map.of("kty", "OKP"),
                Map.of("kty", "OKP", "crv", "Ed25519", "x", "AQ"),
                Map.of("kty", "AKP"),
                Map.of("kty", "oct", "k", "AQ"),
                Map.of());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void givenProofWithHalfAKey_thenRefused(Map<String, Object> key) {
        for (String alg : List.of("ES256", "RS256", "EdDSA", "HS256")) {
            String header = JSONObjectUtils.toJSONString(Map.of("alg", alg, "typ", "dpop+jwt", "jwk", key));
            assertProofRefused(encoded(header) + "." + encoded("{}") + "." + encoded("signature"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"iat\":%d,\"jti\":\"a\",\"htm\":\"POST\",\"htu\":\"\"}",
                "{\"iat\":%d,\"jti\":\"b\",\"htm\":\"POST\",\"htu\":\"mailto:x\"}",
                "{\"iat\":%d,\"jti\":\"c\",\"htm\":\"POST\",\"htu\":\"http://{x}\"}",
                "{\"iat\":%d,\"jti\":\"d\",\"htm\":\"POST\",\"htu\":\"/restful_api/token\"}",
                "{\"iat\":%d,\"jti\":\"e\",\"htm\":\"POST\",\"htu\":\"::\"}",
                "{\"iat\":9223372036854775807,\"jti\":\"f\",\"htm\":\"POST\",\"htu\":\"http://localhost\"}",
                "{\"iat\":\"x\",\"jti\":\"g\",\"htm\":\"POST\",\"htu\":\"http://localhost\"}",
            })
    void givenProofWithStrangeClaims_thenRefused(String claims) throws Exception {
        assertProofRefused(signed(claims.formatted(System.currentTimeMillis() / 1000)));
    }

    /** By the key that it brings along, so that Keycloak gets as far as it can. */
    private static String signed(String claims) throws JOSEException {
        ECKey key = Signed.key();
        JWSObject proof = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(key.toPublicJWK())
                        .build(),
                new Payload(claims));
        proof.sign(new ECDSASigner(key));
        return proof.serialize();
    }

    private static void assertProofRefused(String proof) {
        Answer answer = withProof(proof);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.data("error")).isEqualTo("invalid_request");
        Answer plugins = Request.to("/realms/api/rest/api/v2/plugins")
                .header("Authorization", "DPoP " + issued.data("access_token"))
                .header("DPoP", proof)
                .method("GET");
        assertThat(plugins.status()).as(plugins.body()).isEqualTo(401);
    }

    private static Answer withProof(String proof) {
        return Request.api()
                .basic(SERVER_APP, secret(SERVER_APP))
                .header("DPoP", proof)
                .form("grant_type", "client_credentials");
    }

    private static Answer post(String endpoint, Object... parameters) {
        return Request.to(LANE + endpoint).basic(SERVER_APP, secret(SERVER_APP)).form(parameters);
    }

    private static Answer plugins(String authorization) {
        return Request.to("/realms/api/rest/api/v2/plugins")
                .header("Authorization", authorization)
                .method("GET");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
