package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.Envelopes.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Realms;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.SameInContainer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The token rate limit, each time in a realm of its own, so that the limits of the realm {@code api} stay as shipped. */
@SameInContainer
class RateLimitIT {

    private static final String APP = "app";
    private static final String OTHER = "other";
    private static final String SECRET = "secret";
    private static final int DAY = 24 * 60 * 60;
    private static final AtomicInteger REALMS = new AtomicInteger();

    private final String realm = "limited-" + REALMS.incrementAndGet();

    @Test
    void givenTooMany_thenRefusedInTheEnvelope() {
        create(limit(2, DAY));
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
        Answer refused = api(APP, SECRET);
        String wait = refused.header("Retry-After").get(0);
        assertError(refused, 429, "rate_limit_exceeded", "Rate limit exceeded, wait " + wait + " seconds");
        assertThat(Integer.parseInt(wait)).isBetween(DAY / 2 - 60, DAY / 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givenTooManyOnTheStandardLane_thenRefusedInTheShapeOfRfc6749(boolean json) {
        create(limit(1, DAY));
        assertThat(standard(json).status()).isEqualTo(200);
        Answer refused = standard(json);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body())
                .isEqualTo("{\"error\":\"rate_limit_exceeded\",\"error_description\":\"Rate limit exceeded, wait "
                        + refused.header("Retry-After").get(0) + " seconds\"}");
        assertThat(refused.header("Content-Type")).containsExactly("application/json");
        assertThat(refused.header("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void givenBothLanes_thenOneCount() {
        create(limit(2, DAY));
        assertThat(standard(true).status()).isEqualTo(200);
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
        assertThat(standard(false).status()).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoke", "introspect"})
    void givenTheOtherEndpointsOfTheApiLane_thenCountedToo(String endpoint) {
        create(limit(1, DAY));
        assertThat(lane(endpoint).basic(APP, SECRET).json("token", "x").status())
                .isEqualTo(200);
        assertThat(lane(endpoint).basic(APP, SECRET).json("token", "x").status())
                .isEqualTo(429);
    }

    @Test
    void givenTokenEndpointWithSlash_thenCountedToo() {
        create(limit(1, DAY));
        Request.to(standardPath("token/")).basic(APP, SECRET).form("grant_type", "client_credentials");
        assertThat(standard(false).status()).isEqualTo(429);
    }

    @Once
    @ParameterizedTest
    @ValueSource(
            strings = {
                "token/introspect",
                "revoke",
                "logout",
                "auth/device",
                "ext/par/request",
                "ext/ciba/auth",
            })
    void givenTheOtherEndpointsOfTheStandardLane_thenCountedToo(String endpoint) {
        create(limit(2, DAY));
        Answer wrong = Request.to(standardPath(endpoint)).basic(APP, "wrong").form("token", "x", "refresh_token", "x");
        assertThat(wrong.status()).isIn(400, 401);
        assertThat(Request.to(standardPath(endpoint)).json("{").status()).isEqualTo(400); // for nobody
        Request.to(standardPath(endpoint)).basic(APP, "wrong").form("token", "x", "refresh_token", "x");
        Answer refused = Request.to(standardPath(endpoint)).basic(APP, SECRET).form("token", "x", "refresh_token", "x");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).hasSize(1);
        assertThat(refused.json().path("error").asText()).isEqualTo("rate_limit_exceeded");
        assertThat(api(APP, SECRET).status()).isEqualTo(429);
    }

    @Once
    @ParameterizedTest
    @ValueSource(strings = {"userinfo", "auth", "logout/backchannel-logout", "ext/ciba/auth/callback"})
    void givenEndpointsThatAuthenticateNoClient_thenNotCounted(String endpoint) {
        create(limit(1, DAY));
        for (int i = 0; i < 3; i++) {
            Answer answer =
                    Request.to(standardPath(endpoint)).form("client_id", APP, "client_secret", SECRET, "token", "x");
            assertThat(answer.status()).isNotEqualTo(429);
            assertThat(answer.header("RateLimit")).isEmpty();
        }
        assertThat(standard(false).status()).isEqualTo(200);
    }

    /** However the path is written, whoever has no request left gets no token. */
    @Once
    @ParameterizedTest
    @ValueSource(
            strings = {
                "token/",
                "token//",
                "token;x=y",
                "token;/",
                "token/;x=y",
                "token;x=/userinfo",
                ";x=y/token",
                "%74oken",
                "token%2f",
                "token%3b",
                "./token",
                "auth/../token",
                "userinfo/%2e%2e/token",
                "token?/userinfo",
            })
    void givenOtherSpelling_thenNoWayRound(String spelling) throws IOException {
        create(limit(1, DAY));
        assertThat(standard(false).status()).isEqualTo(200);
        String body = "grant_type=client_credentials&client_id=" + APP + "&client_secret=" + SECRET;
        URI server = KeycloakServer.shared().url();
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream()
                    .write(("POST " + standardPath(spelling) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 4")
                    .doesNotContain("access_token");
        }
    }

    /** Of two, Keycloak reads the first, and others the last. */
    @Test
    void givenTwoAuthorizationHeaders_thenRefusedAndCounted() {
        create(limit(2, DAY));
        assertError(
                lane("token").basic(APP, SECRET).basic(OTHER, SECRET).json("grant_type", "client_credentials"),
                400,
                "invalid_request",
                "The Authorization header is sent more than once: send one");
        Answer standard = Request.to(standardPath("token"))
                .basic(APP, SECRET)
                .basic(APP, SECRET)
                .form("grant_type", "client_credentials");
        assertThat(standard.status()).isEqualTo(400);
        assertThat(standard.json().path("error").asText()).isEqualTo("invalid_request");
        assertThat(api(APP, SECRET).status()).isEqualTo(429);
    }

    @Once
    @Test
    void givenPreflight_thenNotCounted() {
        create(limit(1, DAY));
        for (int i = 0; i < 3; i++) {
            assertThat(lane("token").method("OPTIONS").status()).isEqualTo(200);
        }
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
    }

    @Once
    @Test
    void givenRetryAfter_thenWaitingSoLongSucceeds() throws InterruptedException {
        create(Map.of("requests", 10, "period", 30, "burst", 2));
        api(APP, SECRET);
        api(APP, SECRET);
        awaitRetryAfter(api(APP, SECRET));
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
        assertThat(api(APP, SECRET).status()).isEqualTo(429);
    }

    /** The address would let the next request pass after a second, the client after three. */
    @Once
    @Test
    void givenAddressAndClientExceeded_thenRetryAfterHoldsForBoth() throws InterruptedException {
        create(Map.of("requests", 10, "period", 30, "burst", 1, "address-requests", 60, "address-burst", 3));
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
        Answer refused = api(APP, SECRET);
        while (!refused.header("RateLimit").get(0).contains("\"address\";r=0")) {
            refused = api(APP, SECRET);
        }
        awaitRetryAfter(api(APP, SECRET));
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
    }

    @Test
    void givenRightOrWrongOrNoCredentials_thenTheSameAnswer() {
        create(limit(1, DAY));
        api(APP, SECRET);
        Answer right = api(APP, SECRET);
        Answer wrong = api(APP, "wrong");
        Answer none = lane("token").json("client_id", APP);
        assertThat(comparable(wrong)).isEqualTo(comparable(right));
        assertThat(comparable(none)).isEqualTo(comparable(right));
    }

    @Test
    void givenSuccessAndFailure_thenBothSayWhatIsLeft() {
        create(Map.of("requests", 100, "period", 1000, "burst", 10));
        Answer success = api(APP, SECRET);
        assertThat(success.status()).isEqualTo(200);
        assertThat(success.header("RateLimit-Policy"))
                .containsExactly("\"address\";q=100;w=100, \"client\";q=10;w=100");
        assertThat(success.header("RateLimit")).containsExactly("\"address\";r=99;t=1, \"client\";r=9;t=10");
        assertThat(success.header("Retry-After")).isEmpty();
        Answer failure = api(APP, "wrong");
        assertThat(failure.status()).isEqualTo(401);
        assertThat(failure.header("RateLimit")).hasSize(1).first().asString().contains("\"client\";r=8;");
    }

    @Test
    void givenRealmWithoutPolicy_thenNoLimitAndNoHeaders() {
        create(Map.of());
        for (int i = 0; i < 5; i++) {
            Answer answer = api(APP, SECRET);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("RateLimit")).isEmpty();
            assertThat(answer.header("RateLimit-Policy")).isEmpty();
        }
    }

    @Once
    @ParameterizedTest
    @ValueSource(strings = {SECRET, "wrong"})
    void givenScriptOfAnotherOrigin_thenItMayReadTheHeaders(String secret) {
        create(limit(1, DAY));
        for (int status : new int[] {secret.equals(SECRET) ? 200 : 401, 429}) {
            Answer answer = lane("token")
                    .header("Origin", "http://localhost:3000")
                    .basic(APP, secret)
                    .json("grant_type", "client_credentials");
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("Access-Control-Allow-Origin")).containsExactly("http://localhost:3000");
            assertThat(String.join(", ", answer.header("Access-Control-Expose-Headers")))
                    .contains("RateLimit, RateLimit-Policy, Retry-After");
        }
    }

    @Test
    void givenOneClientRefused_thenAnotherIsNot() {
        create(limit(1, DAY));
        api(APP, SECRET);
        assertThat(api(APP, SECRET).status()).isEqualTo(429);
        assertThat(api(OTHER, SECRET).status()).isEqualTo(200);
    }

    @Test
    void givenManyClientsFromOneAddress_thenTheAddressIsRefused() {
        create(Map.of("requests", 10, "period", DAY, "address-requests", 3));
        for (String made : List.of("a", "b", "c")) {
            assertThat(api(made, "x").status()).isEqualTo(401);
        }
        Answer refused = api(APP, SECRET);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("RateLimit").get(0)).startsWith("\"address\";r=0;");
    }

    @Once
    @Test
    void givenMadeUpClients_thenOneCountForAll() {
        create(limit(2, DAY));
        assertThat(api("made-up-1", "x").status()).isEqualTo(401);
        assertThat(api("made-up-2", "x").status()).isEqualTo(401);
        assertThat(api("made-up-3", "x").status()).isEqualTo(429);
    }

    /** Else made-up clients would reach the database without end; so one must have been seen before to pass them. */
    @Test
    void givenMadeUpClientsUsedUpTheirCount_thenOneThatWasNotSeenYetWaitsAndOneThatWasDoesNot() {
        create(limit(2, DAY));
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
        assertThat(api("made-up-1", "x").status()).isEqualTo(401);
        assertThat(api("made-up-2", "x").status()).isEqualTo(401);
        assertThat(api(OTHER, SECRET).status()).isEqualTo(429);
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
    }

    @Once
    @ParameterizedTest
    @ValueSource(
            strings = {
                "e30.bnVsbA",
                "e30.bnVsbA.eA",
                "e30.W10.eA",
                "e30.eyJzdWIiOnt9fQ.eA",
                "e30.!!!.eA",
                "...",
                "x",
            })
    void givenHostileAssertion_thenCountedAllTheSame(String assertion) {
        create(limit(2, DAY));
        Object[] form = {
            "client_id",
            APP,
            "client_assertion",
            assertion,
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "grant_type",
            "client_credentials"
        };
        assertThat(Request.to(standardPath("token")).form(form).status()).isIn(400, 401);
        assertThat(lane("token").form(form).status()).isIn(400, 401);
        assertThat(Request.to(standardPath("token")).form(form).status()).isEqualTo(429);
        assertThat(lane("token").form(form).status()).isEqualTo(429);
        assertThat(Request.to(standardPath("token"))
                        .header("OAuth-Client-Attestation", assertion)
                        .form("client_id", APP, "grant_type", "client_credentials")
                        .status())
                .isEqualTo(429);
    }

    /** Keycloak finds such a client by the issuer of its assertion, so that the request names it nowhere. */
    @Test
    void givenClientThatIsKnownOnceItIsAuthenticated_thenCountedThen() throws Exception {
        create(limit(2, DAY));
        Federated federated = new Federated(realm);
        Answer issued = federated.authenticate(Request.to(standardPath("token")));
        assertThat(issued.status()).as(issued.body()).isEqualTo(200);
        assertThat(issued.header("RateLimit").get(0)).contains("\"client\";r=1");
        assertThat(federated.authenticate(lane("token")).status()).isEqualTo(200);

        Answer refused = federated.authenticate(Request.to(standardPath("token")));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).containsExactly(String.valueOf(DAY / 2));
        assertThat(refused.json().path("error").asText()).isEqualTo("rate_limit_exceeded");
        assertThat(refused.body()).doesNotContain("access_token");
        Answer onTheLane = federated.authenticate(lane("token"));
        assertError(
                onTheLane,
                429,
                "rate_limit_exceeded",
                "Rate limit exceeded, wait " + onTheLane.header("Retry-After").get(0) + " seconds");
        for (String endpoint : List.of("token/introspect", "revoke", "ext/par/request")) {
            assertThat(federated
                            .authenticate(Request.to(standardPath(endpoint)))
                            .status())
                    .as(endpoint)
                    .isEqualTo(429);
        }
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
    }

    /** As Keycloak looks for the client: the second name is what authenticates if the first does not. */
    @Test
    void givenSecondNameInTheRequest_thenCountedForBoth() {
        create(limit(1, DAY));
        String assertion = "e30."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"sub\":\"app\"}".getBytes(StandardCharsets.UTF_8))
                + ".eA";
        assertThat(Request.to(standardPath("token"))
                        .form("client_id", OTHER, "client_assertion", assertion, "grant_type", "client_credentials")
                        .status())
                .isNotEqualTo(429);
        assertThat(api(APP, SECRET).status()).isEqualTo(429);
        assertThat(api(OTHER, SECRET).status()).isEqualTo(429);
    }

    @Once
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json|{",
                "application/json|[]",
                "text/plain|grant_type=client_credentials",
                "application/x-www-form-urlencoded|a=%zz",
            })
    void givenMalformedRequests_thenCounted(String contentType, String body) {
        create(limit(2, DAY));
        for (int i = 0; i < 2; i++) {
            assertThat(lane("token").post(contentType, body).status()).isBetween(400, 415);
        }
        Answer refused = lane("token").post(contentType, body);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.data("error")).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void givenMalformedJsonOnTheStandardLane_thenCounted() {
        create(limit(1, DAY));
        assertThat(Request.to(standardPath("token")).json("{").status()).isEqualTo(400);
        assertThat(Request.to(standardPath("token")).json("{").status()).isEqualTo(429);
    }

    @Test
    void givenChangedPolicy_thenItHoldsAtOnce() {
        create(limit(1, DAY));
        api(APP, SECRET);
        assertThat(api(APP, SECRET).status()).isEqualTo(429);
        AdminApi.shared().put("/realms/" + realm + "/client-policies/profiles", profiles(limit(2, DAY)));
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
        assertThat(api(APP, SECRET).status()).isEqualTo(429);
        AdminApi.shared().put("/realms/" + realm + "/client-policies/policies", Realms.policies());
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
    }

    @Test
    void givenNonsense_thenTheConsoleRefusesToSaveIt() {
        create(Map.of());
        Answer answer = AdminApi.shared()
                .send("PUT", "/realms/" + realm + "/client-policies/profiles", profiles(Map.of("requests", -1)));
        assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client-roles|roles|slow",
                "client-attributes|attributes|[{\"key\":\"speed\",\"value\":\"slow\"}]",
            })
    void givenCondition_thenItChoosesTheClients(String condition, String key, String value) {
        Object setting = condition.equals("client-roles") ? List.of(value) : value;
        create(limit(1, DAY), Map.of("condition", condition, "configuration", Map.of(key, setting)));
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
        assertThat(api(APP, SECRET).status()).isEqualTo(429);
        for (int i = 0; i < 3; i++) {
            assertThat(api(OTHER, SECRET).status()).isEqualTo(200);
        }
    }

    @Test
    void givenScopeCondition_thenItChoosesTheRequests() {
        create(
                limit(1, DAY),
                Map.of(
                        "condition",
                        "client-scopes",
                        "configuration",
                        Map.of("type", "Optional", "scopes", List.of("read"))));
        assertThat(api(APP, SECRET).status()).isEqualTo(200); // the default scope is read
        assertThat(api(APP, SECRET).status()).isEqualTo(429);
        assertThat(lane("token")
                        .basic(APP, SECRET)
                        .json("grant_type", "client_credentials", "scope", "write")
                        .status())
                .isEqualTo(200);
    }

    /** Keycloak's executor reject-request refuses whatever event it sees, and is no business of the limit's. */
    @Test
    void givenOtherExecutorInTheProfile_thenItRunsOnlyWhereKeycloakRunsIt() {
        create(limit(1, DAY));
        AdminApi.shared()
                .put(
                        "/realms/" + realm + "/client-policies/profiles",
                        Realms.profiles(Map.of(
                                "name",
                                "limit",
                                "executors",
                                List.of(
                                        Map.of("executor", "reject-request", "configuration", Map.of()),
                                        Map.of("executor", "token-rate-limit", "configuration", limit(1, DAY))))));
        assertError(api(APP, "wrong"), 401, "invalid_client", "Invalid client or Invalid client credentials");
        assertThat(api(APP, SECRET).status()).isEqualTo(429);
    }

    @Test
    void givenChangedCondition_thenItHoldsAtOnce() {
        create(limit(1, DAY));
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
        assertThat(api(APP, SECRET).status()).isEqualTo(429);
        AdminApi.shared()
                .put(
                        "/realms/" + realm + "/client-policies/policies",
                        policies(Map.of(
                                "condition",
                                "client-roles",
                                "configuration",
                                Map.of("roles", List.of("no-such-role")))));
        assertThat(api(APP, SECRET).status()).isEqualTo(200);
    }

    @Test
    void givenRefusedPasswordGrants_thenTheyReachNoPassword() {
        create(limit(2, DAY));
        String user = AdminApi.shared().createUser(realm, "jane", "jane@example.com", "jane-password", Map.of());
        for (int i = 0; i < 5; i++) {
            lane("token").basic(APP, SECRET).json("grant_type", "password", "username", "jane", "password", "wrong");
        }
        assertThat(AdminApi.shared()
                        .get("/realms/" + realm + "/attack-detection/brute-force/users/" + user)
                        .path("numFailures")
                        .asInt())
                .isEqualTo(2);
    }

    @Once
    @Test
    void givenFlood_thenOneEvent() {
        create(limit(1, DAY));
        IntStream.range(0, 20).forEach(i -> api(APP, SECRET));
        JsonNode events = AdminApi.shared().get("/realms/" + realm + "/events?type=CLIENT_LOGIN_ERROR");
        assertThat(events).hasSize(1);
        assertThat(events.path(0).path("error").asText()).isEqualTo("rate_limit_exceeded");
        assertThat(events.path(0).path("clientId").asText()).isEqualTo(APP);
        assertThat(events.path(0).path("ipAddress").asText()).isNotEmpty();
        assertThat(events.path(0).path("details").path("rate_limit").asText()).isEqualTo("client");
    }

    /** A client that another issuer vouches for (RFC 7523). */
    private static final class Federated {

        private static final String ISSUER = "https://issuer.example";
        private static final String SUBJECT = "system:app";

        private final String realm;
        private final RSAKey key = new RSAKeyGenerator(2048).keyID("key").generate();

        Federated(String realm) throws JOSEException {
            this.realm = realm;
            AdminApi.shared()
                    .post(
                            "/realms/" + realm + "/identity-provider/instances",
                            Map.of(
                                    "alias",
                                    "issuer",
                                    "providerId",
                                    "oidc",
                                    "config",
                                    Map.of(
                                            "issuer",
                                            ISSUER,
                                            "clientId",
                                            "x",
                                            "clientSecret",
                                            "x",
                                            "authorizationUrl",
                                            ISSUER,
                                            "tokenUrl",
                                            ISSUER,
                                            "supportsClientAssertions",
                                            "true",
                                            "supportsClientAssertionReuse",
                                            "true",
                                            "validateSignature",
                                            "true",
                                            "publicKeySignatureVerifierKeyId",
                                            "key",
                                            "publicKeySignatureVerifier",
                                            Base64.getEncoder()
                                                    .encodeToString(
                                                            key.toRSAPublicKey().getEncoded()))));
            AdminApi.shared()
                    .post(
                            "/realms/" + realm + "/clients",
                            Map.of(
                                    "clientId",
                                    "federated",
                                    "serviceAccountsEnabled",
                                    true,
                                    "clientAuthenticatorType",
                                    "federated-jwt",
                                    "attributes",
                                    Map.of("jwt.credential.issuer", "issuer", "jwt.credential.sub", SUBJECT),
                                    "optionalClientScopes",
                                    List.of("read")));
        }

        Answer authenticate(Request request) throws JOSEException {
            Instant now = Instant.now();
            SignedJWT assertion = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key").build(),
                    new JWTClaimsSet.Builder()
                            .issuer(ISSUER)
                            .subject(SUBJECT)
                            .audience(KeycloakServer.shared().url() + "/realms/" + realm)
                            .issueTime(Date.from(now))
                            .expirationTime(Date.from(now.plusSeconds(30)))
                            .build());
            assertion.sign(new RSASSASigner(key));
            return request.form(
                    "grant_type",
                    "client_credentials",
                    "token",
                    "x",
                    "client_assertion",
                    assertion.serialize(),
                    "client_assertion_type",
                    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        }
    }

    private static void awaitRetryAfter(Answer refused) throws InterruptedException {
        assertThat(refused.status()).isEqualTo(429);
        // The promise itself is what is tested: so long and no longer.
        TimeUnit.SECONDS.sleep(Long.parseLong(refused.header("Retry-After").get(0)));
    }

    private static List<Object> comparable(Answer answer) {
        return List.of(
                answer.status(), answer.headers().map().keySet(), answer.body().replaceAll("wait \\d+", "wait N"));
    }

    private Answer api(String client, String secret) {
        return lane("token").basic(client, secret).json("grant_type", "client_credentials");
    }

    private Request lane(String endpoint) {
        return Request.to("/realms/" + realm + "/rest/api/v2/oauth/" + endpoint);
    }

    private Answer standard(boolean json) {
        Object[] parameters = {"grant_type", "client_credentials", "client_id", APP, "client_secret", SECRET};
        Request request = Request.to(standardPath("token"));
        return json ? request.json(parameters) : request.form(parameters);
    }

    private String standardPath(String endpoint) {
        return "/realms/" + realm + "/protocol/openid-connect/" + endpoint;
    }

    private static Map<String, Object> limit(int requests, int period) {
        return Map.of("requests", requests, "period", period, "address-requests", 1000);
    }

    private void create(Map<String, Object> limit) {
        create(limit, Realms.ANY_CLIENT);
    }

    private void create(Map<String, Object> limit, Map<String, Object> condition) {
        Map<String, Object> json = Realms.withLane(Map.of(
                "realm",
                realm,
                "enabled",
                true,
                "bruteForceProtected",
                true,
                "eventsEnabled",
                true,
                "clientScopes",
                List.of(scope("read"), scope("write")),
                "clients",
                List.of(client(APP, Map.of("speed", "slow")), client(OTHER, Map.of())),
                "roles",
                Map.of("client", Map.of(APP, List.of(Map.of("name", "slow"))))));
        if (!limit.isEmpty()) {
            json.put("clientProfiles", profiles(limit));
            json.put("clientPolicies", policies(condition));
        }
        AdminApi.shared().createRealm(json);
    }

    private static Map<String, Object> policies(Map<String, Object> condition) {
        return Realms.policies(Realms.policy("limit", condition));
    }

    private static Map<String, Object> profiles(Map<String, Object> limit) {
        return Realms.profiles(Realms.profile("limit", "token-rate-limit", limit));
    }

    private static Map<String, Object> scope(String name) {
        return Map.of("name", name, "protocol", "openid-connect");
    }

    private static Map<String, Object> client(String id, Map<String, String> attributes) {
        return Map.of(
                "clientId",
                id,
                "secret",
                SECRET,
                "serviceAccountsEnabled",
                true,
                "directAccessGrantsEnabled",
                true,
                "webOrigins",
                List.of("http://localhost:3000"),
                "attributes",
                attributes,
                "optionalClientScopes",
                List.of("read", "write"));
    }
}
