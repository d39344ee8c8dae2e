package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.Envelopes.assertError;
import static io.github.apiauth.keycloak.it.server.Clients.ADMIN_APP;
import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.SPA_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API lane's token endpoint: tokens, the envelope, the status table. */
class TokenEndpointIT {

    private static final String CREDENTIALS_REFUSED = "{\"error\":true,\"data\":{\"error\":\"invalid_client\","
            + "\"error_description\":\"Invalid client or Invalid client credentials\"},"
            + "\"message\":\"Invalid client or Invalid client credentials\"}";

    @Test
    void givenClientCredentials_thenFiveMembersInOrder() {
        Answer answer = clientCredentials(SERVER_APP, "read write");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().replaceAll("eyJ[\\w.-]+", "JWT"))
                .isEqualTo("{\"error\":false,\"data\":{\"access_token\":\"JWT\",\"token_type\":\"Bearer\","
                        + "\"expires_in\":3600,\"refresh_token\":\"JWT\",\"scope\":\"read write\"},"
                        + "\"message\":\"Token issued\"}");
    }

    @Test
    void givenToken_thenHeadersForbidCachingOnce() {
        Answer answer = clientCredentials(SERVER_APP, "read");
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
        assertThat(answer.header("Pragma")).containsExactly("no-cache");
        assertThat(answer.header("Content-Type")).containsExactly("application/json");
    }

    @Test
    void givenToken_thenAccessTokenIsRs256ForTheApi() {
        String token = clientCredentials(SERVER_APP, "read write").data("access_token");
        JsonNode claims = Jwt.claims(token);
        assertThat(Jwt.header(token).path("alg").asText()).isEqualTo("RS256");
        assertThat(claims.path("aud").asText()).isEqualTo("api");
        assertThat(claims.path("azp").asText()).isEqualTo(SERVER_APP);
        assertThat(claims.path("sub").asText()).isNotEmpty();
        assertThat(claims.path("iss").asText())
                .isEqualTo(KeycloakServer.shared().url() + "/realms/api");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
    }

    @Test
    void givenToken_thenRefreshTokenOutlivesItByDays() {
        JsonNode claims = Jwt.claims(clientCredentials(SERVER_APP, "read").data("refresh_token"));
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(14 * 24 * 3600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "write", "read write", "write read"})
    void givenScope_thenExactlyThatInAnswerAndToken(String scope) {
        assertScope(clientCredentials(SERVER_APP, scope), scope);
    }

    @Test
    void givenScopeArray_thenItsScopes() {
        assertScope(
                Request.api()
                        .json(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                SERVER_APP,
                                "client_secret",
                                secret(SERVER_APP),
                                "scope",
                                List.of("write", "read")),
                "write read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "[]"})
    void givenNoScope_thenRead(String scope) {
        assertScope(
                Request.api()
                        .basic(SERVER_APP, secret(SERVER_APP))
                        .json("{\"grant_type\":\"client_credentials\",\"scope\":" + scope + "}"),
                "read");
    }

    @Test
    void givenAdminScopeAndTheRole_thenGranted() {
        assertScope(clientCredentials(ADMIN_APP, "read write admin"), "read write admin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read admin|Invalid scopes: admin",
                "read nothing openid none|Invalid scopes: nothing none",
                "read,write|Invalid scopes: read,write. Scopes are separated by spaces, not by commas",
                "read, write|Invalid scopes: read,. Scopes are separated by spaces, not by commas",
                "read n\"ö\\|Invalid scopes: n???",
            })
    void givenScopeThatTheClientMayNotHave_thenItIsNamed(String scope, String description) {
        assertError(clientCredentials(SERVER_APP, scope), 400, "invalid_scope", description);
    }

    @Test
    void givenLongScope_thenTheErrorShortensIt() {
        assertError(
                clientCredentials(SERVER_APP, "x".repeat(1000)),
                400,
                "invalid_scope",
                "Invalid scopes: " + "x".repeat(200) + "...");
    }

    @Test
    void givenEmptyStringInAScopeArray_thenIgnored() {
        assertScope(
                Request.api()
                        .basic(SERVER_APP, secret(SERVER_APP))
                        .json("grant_type", "client_credentials", "scope", List.of("write", "", "read")),
                "write read");
    }

    @Test
    void givenForm_thenSameAsJson() {
        Answer answer = Request.api()
                .form(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        SERVER_APP,
                        "client_secret",
                        secret(SERVER_APP),
                        "scope",
                        "read write");
        assertThat(answer.status()).isEqualTo(200);
        assertScope(answer, "read write");
    }

    @Test
    void givenBasicAndClientWithoutRefreshToken_thenNoRefreshToken() {
        Answer answer =
                Request.api().basic(WEB_APP, secret(WEB_APP)).json("grant_type", "client_credentials", "scope", "read");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().fieldNames())
                .toIterable()
                .containsExactly("access_token", "token_type", "expires_in", "scope");
        assertThat(answer.data().path("expires_in").asInt()).isEqualTo(86400);
    }

    @Test
    void givenOpenid_thenIdTokenIsTheSixthMember() {
        Answer answer = password("read openid");
        assertThat(answer.data().fieldNames())
                .toIterable()
                .containsExactly("access_token", "token_type", "expires_in", "refresh_token", "scope", "id_token");
        assertScope(answer, "read openid");
    }

    @Test
    void givenPhpEscapes_thenSecretIsRead() {
        Answer answer = Request.api()
                .json("{\"grant_type\":\"client_credentials\",\"client_id\":\"server-app\","
                        + "\"client_secret\":\"server-app\\/s\\u00e9cret\",\"scope\":null}");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void givenUnsetPhpVariable_thenItIsNamed() {
        assertError(
                Request.api().json("grant_type", "client_credentials", "client_id", false),
                400,
                "invalid_request",
                "Parameter 'client_id' must be a string");
    }

    @Test
    void givenWrongSecret_thenInvalidClient() {
        Answer answer =
                Request.api().json("grant_type", "client_credentials", "client_id", SERVER_APP, "client_secret", "x");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(CREDENTIALS_REFUSED);
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
    }

    @ParameterizedTest
    @CsvSource({"nobody, x", "server-app, ''", "nobody, ''"})
    void givenUnknownClientOrNoSecret_thenAnsweredAsAWrongSecret(String client, String secret) {
        Answer answer =
                Request.api().json("grant_type", "client_credentials", "client_id", client, "client_secret", secret);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(CREDENTIALS_REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"server-app", "nobody"})
    void givenWrongBasicCredentials_thenChallenged(String client) {
        Answer answer = Request.api().basic(client, "x").json("grant_type", "client_credentials");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(CREDENTIALS_REFUSED);
        assertThat(answer.header("WWW-Authenticate")).containsExactly("Basic realm=\"api\"");
    }

    @Test
    void givenUnreadableBasicCredentials_thenChallenged() {
        Answer answer = Request.api().header("Authorization", "Basic %%%").json("grant_type", "client_credentials");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.data("error")).isEqualTo("invalid_client");
        assertThat(answer.header("WWW-Authenticate")).containsExactly("Basic realm=\"api\"");
    }

    @Test
    void givenNoClient_thenInvalidClient() {
        Answer answer = Request.api().json("grant_type", "client_credentials");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.data("error")).isEqualTo("invalid_client");
    }

    @Test
    void givenBasicAndSecretInTheBody_thenRefused() {
        assertError(
                Request.api()
                        .basic(SERVER_APP, secret(SERVER_APP))
                        .json("grant_type", "client_credentials", "client_secret", secret(SERVER_APP)),
                400,
                "invalid_request",
                "The client authenticates in more than one way: use either the Authorization header or the body");
    }

    @Test
    void givenBasicAndClientIdInTheBody_thenThatIsOneWay() {
        assertThat(Request.api()
                        .basic(SERVER_APP, secret(SERVER_APP))
                        .json("grant_type", "client_credentials", "client_id", SERVER_APP)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_secret", "password", "refresh_token", "code", "client_assertion"})
    void givenCredentialInTheQuery_thenRefused(String name) {
        assertError(
                Request.to("/realms/api/rest/api/v2/oauth/token?" + name + "=x")
                        .json("grant_type", "client_credentials"),
                400,
                "invalid_request",
                "Parameter '" + name + "' must be in the body, not in the query string");
    }

    @ParameterizedTest
    @CsvSource({
        "foo, unsupported_grant_type, 'Unsupported grant_type. The client may use: client_credentials, refresh_token'",
        "'', invalid_request, Missing form parameter: grant_type",
    })
    void givenWrongGrantType_thenSaid(String grantType, String error, String description) {
        assertError(
                Request.api().basic(SERVER_APP, secret(SERVER_APP)).json("grant_type", grantType),
                400,
                error,
                description);
    }

    /** Which grants it may use is for the client alone. */
    @Test
    void givenWrongGrantTypeAndWrongSecret_thenNoGrantIsNamed() {
        for (Request request : List.of(Request.api(), Request.api().basic(SERVER_APP, "wrong"))) {
            assertError(request.json("grant_type", "foo"), 400, "unsupported_grant_type", "Unsupported grant_type");
        }
    }

    @Test
    void givenGrantThatTheClientMayNotUse_thenUnauthorizedClient() {
        assertError(
                Request.api()
                        .basic(SERVER_APP, secret(SERVER_APP))
                        .json("grant_type", "password", "email", "jane@example.com", "password", "jane-password"),
                400,
                "unauthorized_client",
                "Client not allowed for direct access grants. The client may use: client_credentials, refresh_token");
    }

    @Test
    void givenPublicClientAndClientCredentials_thenUnauthorizedClient() {
        Answer answer = Request.api().json("grant_type", "client_credentials", "client_id", SPA_APP);
        assertError(
                answer,
                401,
                "unauthorized_client",
                "Public client not allowed to retrieve service account. The client may use: authorization_code,"
                        + " refresh_token");
    }

    /** With an array Keycloak decides as with a form that repeats the parameter: only some grants may. */
    @ParameterizedTest
    @ValueSource(strings = {"audience", "resource"})
    void givenArrayForAParameterThatMayBeRepeated_thenAsTheRepeatedForm(String name) {
        for (Request[] lane : new Request[][] {
            {Request.api(), Request.api(), Request.api()},
            {Request.standard("token"), Request.standard("token"), Request.standard("token")},
        }) {
            String body = "{\"grant_type\":\"client_credentials\",\"" + name + "\":";
            Answer one = lane[0].basic(SERVER_APP, secret(SERVER_APP)).json(body + "[\"a\",\"\"]}");
            Answer array = lane[1].basic(SERVER_APP, secret(SERVER_APP)).json(body + "[\"a\",\"b\"]}");
            Answer form = lane[2].basic(SERVER_APP, secret(SERVER_APP))
                    .post(
                            "application/x-www-form-urlencoded",
                            "grant_type=client_credentials&" + name + "=a&" + name + "=b");
            assertThat(one.status()).as(one.body()).isEqualTo(200);
            assertThat(array.body()).isEqualTo(form.body()).contains("duplicated parameter");
        }
    }

    @Test
    void givenTokenExchangeWithSeveralAudiences_thenEachIsLookedAt() {
        AdminApi.shared()
                .createServiceClient(
                        "api",
                        "exchanging-app",
                        Map.of(
                                "secret",
                                "exchanging-secret",
                                "attributes",
                                Map.of("standard.token.exchange.enabled", "true")));
        try {
            String token = Request.api()
                    .basic("exchanging-app", "exchanging-secret")
                    .json("grant_type", "client_credentials")
                    .data("access_token");
            Answer answer = Request.api()
                    .basic("exchanging-app", "exchanging-secret")
                    .json(
                            "grant_type",
                            "urn:ietf:params:oauth:grant-type:token-exchange",
                            "subject_token",
                            token,
                            "subject_token_type",
                            "urn:ietf:params:oauth:token-type:access_token",
                            "audience",
                            List.of("exchanging-app", "no-such-app"));
            assertError(answer, 400, "unauthorized_client", "Audience not found");
        } finally {
            AdminApi.shared().delete(AdminApi.shared().client("api", "exchanging-app"));
        }
    }

    @Test
    void givenUnknownCode_thenInvalidGrantWith400() {
        Answer answer = Request.api()
                .basic(WEB_APP, secret(WEB_APP))
                .json(
                        "grant_type",
                        "authorization_code",
                        "code",
                        "x",
                        "redirect_uri",
                        "http://localhost:3000/callback");
        assertError(answer, 400, "invalid_grant", "Code not valid");
    }

    @Test
    void givenDuplicatedFormParameter_thenKeycloaksRuleHolds() {
        assertError(
                Request.api()
                        .basic(SERVER_APP, secret(SERVER_APP))
                        .post(
                                "application/x-www-form-urlencoded",
                                "grant_type=client_credentials&scope=read&scope=write"),
                400,
                "invalid_request",
                "duplicated parameter");
    }

    @Test
    void givenOversizedParameter_thenKeycloaksRuleHolds() {
        Answer answer = Request.api()
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("grant_type", "client_credentials", "scope", "read", "nonce", "x".repeat(5000));
        assertThat(answer.status()).isEqualTo(200); // Keycloak drops the parameter
        assertThat(KeycloakServer.shared().log()).contains("The size of OIDC parameter 'nonce' is longer");
    }

    @Test
    void givenControlCharacters_thenKeycloakRemovesThem() {
        assertScope(
                Request.api()
                        .basic(SERVER_APP, secret(SERVER_APP))
                        .json("{\"grant_type\":\"client_credentials\",\"scope\":\"write\\u0007 read\"}"),
                "write read");
    }

    @Test
    void givenControlCharacterInTheGrantType_thenTheStatusTableHolds() {
        assertError(
                Request.api()
                        .basic(WEB_APP, secret(WEB_APP))
                        .json(
                                "{\"grant_type\":\"password\\u0007\",\"email\":\"nobody@example.com\",\"password\":\"x\"}"),
                401,
                "invalid_grant",
                "Invalid user credentials");
    }

    @Test
    void givenOriginOfTheClient_thenAllowed() {
        Answer answer = Request.api()
                .header("Origin", "http://localhost:3000")
                .basic(WEB_APP, secret(WEB_APP))
                .json("grant_type", "client_credentials");
        assertThat(answer.header("Access-Control-Allow-Origin")).containsExactly("http://localhost:3000");
        assertThat(answer.header("Access-Control-Allow-Credentials")).containsExactly("true");
    }

    @Test
    void givenForeignOrigin_thenRefusedInTheEnvelope() {
        Answer answer = Request.api()
                .header("Origin", "https://evil.example")
                .basic(WEB_APP, secret(WEB_APP))
                .json("grant_type", "client_credentials");
        assertError(answer, 403, "access_denied", "Invalid origin");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void givenPreflight_thenAsKeycloaksOwnEndpoint() {
        Answer own = preflight(Request.standard("token"));
        Answer lane = preflight(Request.api());
        assertThat(lane.status()).isEqualTo(200);
        assertThat(lane.body()).isEmpty();
        for (String header :
                List.of("Allow-Origin", "Allow-Methods", "Allow-Headers", "Allow-Credentials", "Max-Age")) {
            assertThat(values(lane, header)).isNotEmpty().isEqualTo(values(own, header));
        }
    }

    private static List<String> values(Answer answer, String header) {
        return answer.header("Access-Control-" + header).stream()
                .flatMap(value -> List.of(value.split(", ")).stream())
                .sorted()
                .toList();
    }

    private static Answer preflight(Request request) {
        return request.header("Origin", "http://localhost:3000")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS");
    }

    private static Answer clientCredentials(String client, String scope) {
        return Request.api()
                .json(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        client,
                        "client_secret",
                        secret(client),
                        "scope",
                        scope);
    }

    private static Answer password(String scope) {
        return Request.api()
                .basic(WEB_APP, secret(WEB_APP))
                .json(
                        "grant_type", "password",
                        "email", "jane@example.com",
                        "password", "jane-password",
                        "scope", scope);
    }

    private static void assertScope(Answer answer, String scope) {
        assertThat(answer.data("scope")).isEqualTo(scope);
        assertThat(Jwt.claims(answer.data("access_token")).path("scope").asText())
                .isEqualTo(scope);
    }
}
