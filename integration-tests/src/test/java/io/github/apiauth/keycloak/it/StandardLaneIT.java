package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Browser;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Request;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keycloak's own endpoints answer to JSON what they answer to the same parameters as a form, and to the form what they answer
 * without the pack.
 */
class StandardLaneIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Endpoint, what is tried, status, parameters; {@code $access} and {@code $refresh} stand for a fresh token. */
    static Stream<Arguments> requests() {
        String id = "client_id=server-app&client_secret=" + secret(SERVER_APP) + "&";
        String web = "client_id=web-app&client_secret=" + secret(WEB_APP) + "&";
        return Stream.of(
                of("token", 200, id + "grant_type=client_credentials&scope=read write"),
                of("token", 200, id + "grant_type=refresh_token&refresh_token=$refresh"),
                of("token", 200, web + "grant_type=password&username=jane&password=jane-password&scope=read openid"),
                of("token", 200, web + "grant_type=password&email=jane@example.com&password=jane-password"),
                of("token", 400, web + "grant_type=password&email=jane@example.com&password=wrong"),
                of("token", 400, web + "grant_type=password&username=jane&password=wrong"),
                of("token", 400, id + "grant_type=password&username=jane&password=jane-password"),
                of("token", 400, id + "grant_type=client_credentials&scope=nothing"),
                of("token", 400, id + "grant_type=nothing"),
                of("token", 400, id + "scope=read"),
                of("token", 401, "grant_type=client_credentials"),
                of("token", 401, "client_id=nobody&client_secret=x&grant_type=client_credentials"),
                of("token", 401, "client_id=server-app&client_secret=x&grant_type=client_credentials"),
                of(
                        "token",
                        400,
                        web + "grant_type=authorization_code&code=x&redirect_uri=http://localhost:3000/callback"),
                of("token", 400, id + "grant_type=refresh_token&refresh_token=x"),
                of("token/introspect", 200, id + "token=$refresh&token_type_hint=refresh_token"),
                of("token/introspect", 200, id + "token=x"),
                of("token/introspect", 400, id + "x=y"),
                of("token/introspect", 401, "client_id=server-app&client_secret=x&token=x"),
                of("revoke", 200, id + "token=$refresh"),
                of("revoke", 200, id + "token=$access"),
                of("revoke", 200, id + "token=x"),
                of("revoke", 400, id + "x=y"),
                of("revoke", 401, "client_id=server-app&client_secret=x&token=x"),
                of(
                        "ext/par/request",
                        201,
                        web + "response_type=code&redirect_uri=http://localhost:3000/callback&scope=read"),
                of("ext/par/request", 400, web + "response_type=code&redirect_uri=http://localhost:1/&scope=read"),
                of("ext/par/request", 401, "client_id=web-app&client_secret=x&response_type=code"),
                of("auth/device", 400, id + "scope=read"),
                of("auth/device", 401, "client_id=server-app&client_secret=x&scope=read"),
                of("ext/ciba/auth", 401, id + "scope=openid&login_hint=jane"),
                of("logout", 204, id + "refresh_token=$refresh"),
                of("logout", 400, id + "refresh_token=x"),
                of("logout/backchannel-logout", 400, "logout_token=x"),
                of("userinfo", 401, "access_token=x"));
    }

    private static Arguments of(String endpoint, int status, String parameters) {
        return Arguments.of(endpoint, status, parameters);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("requests")
    void givenJson_thenAsTheForm(String endpoint, int status, String parameters) {
        Answer form = Request.standard(endpoint).form(pairs(KeycloakServer.shared(), parameters));
        Answer json = Request.standard(endpoint).json(pairs(KeycloakServer.shared(), parameters));
        assertThat(form.status()).as(form.body()).isEqualTo(status);
        assertSame(json, form);
    }

    /** Those that do not need the e-mail step of the pack. */
    static Stream<Arguments> requestsForAnyKeycloak() {
        return requests().filter(request -> !request.get()[2].toString().contains("email="));
    }

    @Once
    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("requestsForAnyKeycloak")
    void givenForm_thenAsWithoutThePack(String endpoint, int status, String parameters) {
        KeycloakServer stock = KeycloakServer.withoutPack();
        Answer without = Request.standard(stock, endpoint).form(pairs(stock, parameters));
        Answer with = Request.standard(endpoint).form(pairs(KeycloakServer.shared(), parameters));
        assertThat(without.status()).as(without.body()).isEqualTo(status);
        assertSame(with, without);
    }

    @Once
    @ParameterizedTest
    @ValueSource(strings = {"access_token", "id_token", "refresh_token"})
    void givenToken_thenItsClaimsAsWithoutThePack(String token) {
        assertThat(claims(KeycloakServer.shared(), token)).isEqualTo(claims(KeycloakServer.withoutPack(), token));
    }

    private static String claims(KeycloakServer server, String token) {
        Answer answer = Request.standard(server, "token")
                .basic(WEB_APP, secret(WEB_APP))
                .form(
                        "grant_type",
                        "password",
                        "username",
                        "jane",
                        "password",
                        "jane-password",
                        "scope",
                        "openid read");
        return comparable(Jwt.claims(answer.json().path(token).asText()).toString());
    }

    @Once
    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id=web-app&response_type=code&scope=read&state=a",
                "client_id=spa-app&response_type=token&scope=read&state=a",
                "client_id=spa-app&response_type=id_token%20token&scope=openid&nonce=a"
                        + "&redirect_uri=http://localhost:3001/callback",
            })
    void givenLogin_thenTheRedirectHoldsWhatItHoldsWithoutThePack(String query) {
        assertThat(redirect(KeycloakServer.shared(), query)).isEqualTo(redirect(KeycloakServer.withoutPack(), query));
    }

    private static Set<String> redirect(KeycloakServer server, String query) {
        return Browser.parameters(Browser.loginAsJane(
                        URI.create(server.url() + "/realms/api/protocol/openid-connect/auth?" + query)))
                .keySet();
    }

    @Once
    @ParameterizedTest
    @ValueSource(strings = {"openid-configuration", "oauth-authorization-server"})
    void givenDiscovery_thenAsWithoutThePack(String document) throws Exception {
        String path = "/realms/api/.well-known/" + document;
        Answer without = Request.to(URI.create(KeycloakServer.withoutPack().url() + path))
                .method("GET");
        Answer with = Request.to(path).method("GET");
        assertThat(without.status()).isEqualTo(200);
        assertThat(with.status()).isEqualTo(200);
        assertThat(JSON.readValue(comparable(with.body()), Object.class))
                .usingRecursiveComparison()
                .ignoringCollectionOrder() // Keycloak lists scopes_supported in any order
                .isEqualTo(JSON.readValue(comparable(without.body()), Object.class));
    }

    @Test
    void givenBasicCredentials_thenAsTheForm() {
        Supplier<Request> request = () -> Request.standard("token").basic(SERVER_APP, secret(SERVER_APP));
        Answer form = request.get().form("grant_type", "client_credentials");
        Answer json = request.get().json("grant_type", "client_credentials");
        assertThat(form.status()).isEqualTo(200);
        assertSame(json, form);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token|{\"grant_type\":1}|400|Parameter 'grant_type' must be a string",
                "token|{\"grant_type\":|400|The body is not valid JSON (line 1, column 15)",
                "revoke|[]|400|The body must be a JSON object",
                "token/introspect|{} {}|400|Nothing may follow the JSON object",
                "ext/par/request|{\"scope\":\"a\",\"scope\":\"b\"}|400|Parameter 'scope' is given more than once",
                "auth/device|''|400|The body is empty: a JSON object is expected",
            })
    void givenMalformedJson_thenRfc6749Error(String endpoint, String body, int status, String description) {
        Answer answer = Request.standard(endpoint).json(body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":\"" + description + "\"}");
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void givenTooLongJson_thenTooLarge() {
        Answer answer = Request.standard("token").json(" ".repeat(64 * 1024 + 1));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("error").asText()).isEqualTo("invalid_request");
    }

    @Test
    void givenVendorJson_thenRead() {
        assertThat(Request.standard("token")
                        .basic(SERVER_APP, secret(SERVER_APP))
                        .post("application/vnd.api+json", "{\"grant_type\":\"client_credentials\"}")
                        .status())
                .isEqualTo(200);
    }

    private static Object[] pairs(KeycloakServer server, String parameters) {
        return Stream.of(parameters.split("&", -1))
                .flatMap(parameter -> Stream.of(parameter.split("=", 2)))
                .map(value -> withToken(server, value))
                .toArray();
    }

    private static String withToken(KeycloakServer server, String value) {
        if (!value.startsWith("$")) {
            return value;
        }
        return Request.standard(server, "token")
                .basic(SERVER_APP, secret(SERVER_APP))
                .form("grant_type", "client_credentials", "scope", "read")
                .json()
                .path(value.substring(1) + "_token")
                .asText();
    }

    private static void assertSame(Answer actual, Answer expected) {
        assertThat(actual.status()).as(actual.body()).isEqualTo(expected.status());
        assertThat(comparable(actual.headers().map()))
                .isEqualTo(comparable(expected.headers().map()));
        assertThat(comparable(actual.body())).isEqualTo(comparable(expected.body()));
    }

    /** Without what differs between any two answers, lengths and cookies of tokens and identifiers, and without the rate limit. */
    private static Map<String, Object> comparable(Map<String, ?> headers) {
        Map<String, Object> comparable = new TreeMap<>(headers);
        comparable.remove("content-length");
        comparable.remove("ratelimit");
        comparable.remove("ratelimit-policy");
        return comparable;
    }

    private static String comparable(String body) {
        return body.replaceAll("eyJ[\\w.-]+", "JWT")
                .replaceAll("http://localhost:\\d+/realms", "URL")
                .replaceAll("(request_uri\":\"urn:ietf:params:oauth:request_uri:)[\\w.-]+", "$1ID")
                .replaceAll("(\"(session_state|sid|jti|sub|reuse_id|at_hash)\":\")[^\"]+", "$1ID")
                .replaceAll("\"(exp|iat|expires_in|refresh_expires_in|auth_time)\":\\d+", "\"$1\":0")
                .replaceAll("\"scope\":\"[^\"]*\"", "\"scope\":\"\"");
    }
}
