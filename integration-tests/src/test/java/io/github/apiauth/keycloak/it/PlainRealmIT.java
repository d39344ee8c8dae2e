package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Browser;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Request;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A realm whose administrators have not chosen a contract, and {@code master}, are as on a server without the pack: whatever they are
 * asked, the answer is the same.
 */
@Once
class PlainRealmIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REALM = "plain";
    private static final String TOKEN = "token";
    private static final String UNRESOLVED = "${API_NOBODY_SET_THIS}";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String CREDENTIALS = "client_id=app&client_secret=app-secret&";

    @BeforeAll
    static void createRealm() {
        for (KeycloakServer server : servers().toList()) {
            new AdminApi(server.url()).post("/realms", realm());
        }
    }

    @AfterAll
    static void deleteRealm() {
        for (KeycloakServer server : servers().toList()) {
            new AdminApi(server.url()).delete("/realms/" + REALM);
        }
    }

    private static Stream<KeycloakServer> servers() {
        return Stream.of(KeycloakServer.shared(), KeycloakServer.withoutPack());
    }

    private static Map<String, Object> realm() {
        Map<String, Object> realm = new HashMap<>(
                Map.of("realm", REALM, "enabled", true, "eventsEnabled", true, "resetPasswordAllowed", true));
        realm.put("smtpServer", Map.of("host", UNRESOLVED, "from", "no-reply@example.invalid"));
        realm.put(
                "clients",
                List.of(
                        client("app", "app-secret"),
                        client("unresolved", UNRESOLVED),
                        Map.of("clientId", "public", "publicClient", true, "directAccessGrantsEnabled", true)));
        realm.put(
                "users",
                List.of(Map.of(
                        "username",
                        "jane",
                        "email",
                        "jane@example.com",
                        "emailVerified",
                        true,
                        "firstName",
                        "Jane",
                        "lastName",
                        "Doe",
                        "enabled",
                        true,
                        "credentials",
                        List.of(Map.of("type", "password", "value", "jane-password")))));
        return realm;
    }

    private static Map<String, Object> client(String id, String secret) {
        return Map.of(
                "clientId",
                id,
                "secret",
                secret,
                "serviceAccountsEnabled",
                true,
                "directAccessGrantsEnabled",
                true,
                "implicitFlowEnabled",
                true,
                "redirectUris",
                List.of("http://localhost:3000/callback"),
                "webOrigins",
                List.of("http://localhost:3000"));
    }

    @ParameterizedTest
    @CsvSource({
        "plain, openid-configuration",
        "plain, oauth-authorization-server",
        "plain, uma2-configuration",
        "master, openid-configuration",
    })
    void givenDiscovery_thenTheSame(String realm, String document) throws Exception {
        Function<KeycloakServer, Answer> discovery =
                server -> request(server, realm, "/.well-known/" + document).method("GET");
        Answer with = discovery.apply(KeycloakServer.shared());
        Answer without = discovery.apply(KeycloakServer.withoutPack());
        assertThat(with.status()).isEqualTo(without.status()).isEqualTo(200);
        assertThat(JSON.readValue(comparable(KeycloakServer.shared(), with.body()), Object.class))
                .usingRecursiveComparison()
                .ignoringCollectionOrder() // Keycloak lists scopes_supported in any order
                .isEqualTo(JSON.readValue(comparable(KeycloakServer.withoutPack(), without.body()), Object.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain  | 200 | client_id=app&client_secret=app-secret&grant_type=client_credentials",
                "plain  | 200 | client_id=app&client_secret=app-secret&grant_type=client_credentials&scope=openid",
                "plain  | 200 | client_id=app&client_secret=app-secret&grant_type=password&username=jane"
                        + "&password=jane-password",
                "plain  | 401 | client_id=app&client_secret=app-secret&grant_type=password&email=jane@example.com"
                        + "&password=jane-password",
                "plain  | 401 | client_id=app&client_secret=app-secret&grant_type=password&username=jane"
                        + "&password=wrong",
                "plain  | 400 | client_id=app&client_secret=app-secret&grant_type=refresh_token&refresh_token=x",
                "plain  | 400 | client_id=app&client_secret=app-secret&grant_type=authorization_code&code=x",
                "plain  | 400 | client_id=app&client_secret=app-secret&grant_type=client_credentials&scope=read",
                "plain  | 400 | client_id=app&client_secret=app-secret&grant_type=nothing",
                "plain  | 400 | client_id=app&client_secret=app-secret",
                "plain  | 401 | client_id=app&client_secret=wrong&grant_type=client_credentials",
                "plain  | 401 | client_id=nobody&client_secret=x&grant_type=client_credentials",
                "plain  | 401 | grant_type=client_credentials",
                "plain  | 200 | client_id=unresolved&client_secret=%24%7BAPI_NOBODY_SET_THIS%7D&grant_type=client_credentials",
                "master | 200 | client_id=admin-cli&grant_type=password&username=admin&password=admin-password",
                "master | 401 | client_id=admin-cli&grant_type=password&username=admin&password=wrong",
                "master | 400 | client_id=admin-cli&grant_type=client_credentials",
            })
    void givenTokenRequest_thenTheSame(String realm, int status, String form) {
        Answer with = assertSame(server -> endpoint(server, realm, TOKEN).post(FORM, form));
        assertThat(with.header("RateLimit")).isEmpty();
        if (status == 200) {
            assertThat(with.status()).as(with.body()).isEqualTo(status);
        } else {
            assertThat(with.status()).as(with.body()).isBetween(400, 401);
        }
    }

    @Test
    void givenToken_thenTheSameClaims() {
        assertThat(claims(KeycloakServer.shared())).isEqualTo(claims(KeycloakServer.withoutPack()));
    }

    private static String claims(KeycloakServer server) {
        Answer answer = endpoint(server, REALM, TOKEN)
                .post(FORM, CREDENTIALS + "grant_type=password&username=jane&password=jane-password&scope=openid");
        return Stream.of("access_token", "refresh_token", "id_token")
                .map(token -> comparable(
                        server, Jwt.claims(answer.json().path(token).asText()).toString()))
                .toList()
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "token", "id_token token"})
    void givenLogin_thenTheRedirectHoldsTheSame(String responseType) {
        assertThat(redirect(KeycloakServer.shared(), responseType).keySet())
                .isEqualTo(redirect(KeycloakServer.withoutPack(), responseType).keySet());
    }

    @Test
    void givenCode_thenTheSameAnswerAndTheSameToItsRefreshToken() {
        Answer exchanged = assertSame(PlainRealmIT::exchange);
        assertThat(exchanged.status()).as(exchanged.body()).isEqualTo(200);
        Answer refreshed = assertSame(server -> endpoint(server, REALM, TOKEN)
                .post(
                        FORM,
                        CREDENTIALS + "grant_type=refresh_token&refresh_token="
                                + exchange(server).json().path("refresh_token").asText()));
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
    }

    private static Answer exchange(KeycloakServer server) {
        return endpoint(server, REALM, TOKEN)
                .post(
                        FORM,
                        CREDENTIALS + "grant_type=authorization_code&redirect_uri=http://localhost:3000/callback&code="
                                + redirect(server, "code").get("code"));
    }

    private static Map<String, String> redirect(KeycloakServer server, String responseType) {
        return Browser.parameters(Browser.loginAsJane(URI.create(server.url() + "/realms/" + REALM
                + "/protocol/openid-connect/auth?client_id=app&scope=openid&nonce=n&state=s&redirect_uri="
                + "http://localhost:3000/callback&response_type=" + responseType.replace(" ", "%20"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token            | application/json                   | {\"grant_type\":\"client_credentials\",\"client_id\":\"app\",\"client_secret\":\"app-secret\"}",
                "token            | application/vnd.api+json           | {\"grant_type\":\"client_credentials\"}",
                "token            | application/json                   | {",
                "token            | multipart/form-data; boundary=x    | --x--",
                "token            | text/plain                         | grant_type=client_credentials",
                "token            | application/x-www-form-urlencoded  | {\"grant_type\":\"client_credentials\"}",
                "token/introspect | application/json                   | {\"token\":\"x\"}",
                "revoke           | application/json                   | {\"token\":\"x\"}",
                "ext/par/request  | application/json                   | {\"client_id\":\"app\"}",
                "auth/device      | application/json                   | {\"client_id\":\"app\"}",
            })
    void givenAnyBody_thenReadAsWithoutThePack(String endpoint, String contentType, String body) {
        for (String realm : List.of(REALM, "master")) {
            Answer with = assertSame(server -> endpoint(server, realm, endpoint).post(contentType, body));
            assertThat(with.status()).as(with.body()).isNotEqualTo(200);
        }
    }

    @Test
    void givenLongJson_thenTheSame() {
        assertSame(server -> endpoint(server, REALM, TOKEN).json(" ".repeat(100_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS"})
    void givenMethod_thenTheSame(String method) {
        assertSame(server -> endpoint(server, REALM, TOKEN).method(method));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "http://elsewhere.example.com"})
    void givenOrigin_thenTheSameHeaders(String origin) {
        for (String secret : List.of("app-secret", "wrong")) {
            assertSame(server -> endpoint(server, REALM, TOKEN)
                    .header("Origin", origin)
                    .basic("app", secret)
                    .form("grant_type", "client_credentials"));
        }
    }

    /** As Keycloak reads RFC 6749, and only so. */
    @Test
    void givenPlainCredentials_thenTheSame() {
        assertSame(server ->
                endpoint(server, REALM, TOKEN).plainBasic("app", "100%zz").form("grant_type", "client_credentials"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/rest",
                "/rest/",
                "/rest/api/v2/oauth/token",
                "/rest/api/v2/oauth/authorize",
                "/rest/api/v2/plugins",
                "/rest/restful_api/token",
                "/rest/restful_api/nothing",
            })
    void givenPathOfTheLane_thenKeycloaksOwnAnswer(String path) {
        for (String realm : List.of(REALM, "master")) {
            for (String method : List.of("GET", "OPTIONS", "PUT")) {
                assertSame(server -> request(server, realm, path).method(method));
            }
            Answer form = assertSame(server -> request(server, realm, path).form("grant_type", "client_credentials"));
            Answer json = assertSame(server -> request(server, realm, path).json("grant_type", "client_credentials"));
            assertThat(form.status()).isEqualTo(json.status()).isEqualTo(404);
            assertSame(server -> request(server, realm, path).json(" ".repeat(100_000)));
        }
    }

    @Test
    void givenRequests_thenTheSameEvents() {
        List<List<String>> events =
                servers().map(PlainRealmIT::eventsOfSomeRequests).toList();
        assertThat(events.get(0)).isNotEmpty().isEqualTo(events.get(1));
    }

    private static List<String> eventsOfSomeRequests(KeycloakServer server) {
        AdminApi admin = new AdminApi(server.url());
        admin.delete("/realms/" + REALM + "/events");
        Answer issued = endpoint(server, REALM, TOKEN)
                .post(FORM, CREDENTIALS + "grant_type=password&username=jane&password=jane-password");
        for (String form : List.of(
                "grant_type=client_credentials",
                "grant_type=password&username=jane&password=wrong",
                "grant_type=password&email=jane@example.com&password=jane-password",
                "grant_type=nothing",
                "grant_type=refresh_token&refresh_token=x",
                "grant_type=refresh_token&refresh_token="
                        + issued.json().path("refresh_token").asText())) {
            endpoint(server, REALM, TOKEN).post(FORM, CREDENTIALS + form);
        }
        endpoint(server, REALM, TOKEN).basic("app", "wrong").form("grant_type", "client_credentials");
        endpoint(server, REALM, TOKEN).json("grant_type", "client_credentials", "client_id", "app");
        endpoint(server, REALM, "revoke").basic("app", "app-secret").form("token", "x");
        redirect(server, "code");
        return StreamSupport.stream(
                        admin.get("/realms/" + REALM + "/events?max=100").spliterator(), false)
                .map(event -> event.path("type").asText()
                        + ' '
                        + event.path("clientId").asText()
                        + ' '
                        + event.path("error").asText()
                        + ' '
                        + comparable(server, details(event)))
                .sorted()
                .toList();
    }

    private static String details(JsonNode event) {
        Map<String, String> details = new TreeMap<>();
        event.path("details")
                .properties()
                .forEach(detail -> details.put(
                        detail.getKey(),
                        detail.getKey().endsWith("_id")
                                ? "ID"
                                : detail.getValue().asText()));
        return details.toString();
    }

    @Test
    void givenCreation_thenTheSameRealm() {
        assertThat(created(KeycloakServer.shared(), "")).isEqualTo(created(KeycloakServer.withoutPack(), ""));
        assertThat(created(KeycloakServer.shared(), "")
                        .path("smtpServer")
                        .path("host")
                        .asText())
                .isEqualTo(UNRESOLVED);
        assertThat(created(KeycloakServer.shared(), "")
                        .path("resetPasswordAllowed")
                        .asBoolean())
                .isTrue();
        assertThat(KeycloakServer.shared().log()).doesNotContain("Realm '" + REALM + "'");
    }

    @Test
    void givenUnresolvedSecret_thenTheSameClient() {
        String client = "/clients?clientId=unresolved";
        assertThat(created(KeycloakServer.shared(), client)).isEqualTo(created(KeycloakServer.withoutPack(), client));
        assertThat(created(KeycloakServer.shared(), client)
                        .path(0)
                        .path("secret")
                        .asText())
                .isEqualTo(UNRESOLVED);
    }

    /** What an administrator reads, without what is drawn at random. */
    private static JsonNode created(KeycloakServer server, String path) {
        String read = new AdminApi(server.url()).get("/realms/" + REALM + path).toString();
        try {
            return JSON.readTree(read.replaceAll("\"(id|containerId)\":\"[^\"]+\"", "\"$1\":\"ID\"")
                    // In the order of a hash set.
                    .replaceAll("\"(default|optional)ClientScopes\":\\[[^]]*]", "\"$1ClientScopes\":[]")
                    .replaceAll("\"(client\\.secret\\.creation\\.time)\":\"\\d+\"", "\"$1\":\"TIME\""));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Request endpoint(KeycloakServer server, String realm, String endpoint) {
        return request(server, realm, "/protocol/openid-connect/" + endpoint);
    }

    private static Request request(KeycloakServer server, String realm, String path) {
        return Request.to(URI.create(server.url() + "/realms/" + realm + path)).undescribed();
    }

    /** The answer of the server with the pack. */
    private static Answer assertSame(Function<KeycloakServer, Answer> exchange) {
        Answer without = exchange.apply(KeycloakServer.withoutPack());
        Answer with = exchange.apply(KeycloakServer.shared());
        assertThat(with.status()).as(with.body()).isEqualTo(without.status());
        assertThat(headers(with)).isEqualTo(headers(without));
        assertThat(comparable(KeycloakServer.shared(), with.body()))
                .isEqualTo(comparable(KeycloakServer.withoutPack(), without.body()));
        return with;
    }

    /** Without the lengths of tokens and identifiers. */
    private static Map<String, Object> headers(Answer answer) {
        Map<String, Object> headers = new TreeMap<>(answer.headers().map());
        headers.remove("content-length");
        headers.computeIfPresent(
                "set-cookie", (name, cookies) -> cookies.toString().replaceAll("(AUTH_SESSION_ID)=[^;]+", "$1=ID"));
        return headers;
    }

    private static String comparable(KeycloakServer server, String text) {
        return text.replaceAll("eyJ[\\w.-]+", "JWT")
                .replace(server.url().toString(), "URL")
                .replaceAll("(\"(session_state|sid|jti|sub|reuse_id|at_hash|id_token_hint)\":\")[^\"]+", "$1ID")
                .replaceAll("\"(exp|iat|expires_in|refresh_expires_in|auth_time|not-before-policy)\":\\d+", "\"$1\":0")
                .replaceAll("\"scope\":\"[^\"]*\"", "\"scope\":\"\"")
                .replaceAll("scope=[^,}]*", "scope=")
                .replaceAll("Error id [\\w-]+", "Error id")
                .replaceAll("/resources/\\w+/|(tab_id)=[\\w-]+|(name=\"session_code\" value)=\"[\\w-]+\"", "$1$2");
    }
}
