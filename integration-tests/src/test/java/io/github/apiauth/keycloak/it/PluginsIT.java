package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.Envelopes.assertError;
import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Request;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugin discovery with the three plugins of the development set. */
class PluginsIT {

    private static final String PLUGINS = "/realms/api/rest/api/v2/plugins";

    @Test
    void givenReadScope_thenPluginsByName() {
        Answer answer = get("");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith(
                        "{\"error\":false,\"data\":[{\"name\":\"expenses\",\"is_activated\":true,\"title\":\"Expenses\","
                                + "\"description\":\"Expense reports and their approval\","
                                + "\"url\":\"http://localhost:3000/rest/api/v2/plugins/expenses\"},")
                .endsWith("],\"message\":\"3 plugins\"}");
        assertThat(names(answer)).containsExactly("expenses", "invoices", "travel");
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
    }

    @ParameterizedTest
    @CsvSource({"true, expenses invoices", "1, expenses invoices", "false, travel", "0, travel"})
    void givenFilter_thenThoseOnly(String activated, String expected) {
        assertThat(names(get("?is_activated=" + activated))).containsExactly(expected.split(" "));
    }

    @Test
    void givenUnreadableFilter_thenInvalidRequest() {
        assertError(
                get("?is_activated=maybe"),
                400,
                "invalid_request",
                "Parameter 'is_activated' must be true, false, 1 or 0");
    }

    @Test
    void givenClientIsDisabledInTheConsole_thenThePluginIsNotActivated() {
        String client = "/realms/api/clients/"
                + AdminApi.shared()
                        .get("/realms/api/clients?clientId=plugin:invoices")
                        .path(0)
                        .path("id")
                        .asText();
        AdminApi.shared().put(client, Map.of("clientId", "plugin:invoices", "enabled", false));
        try {
            assertThat(names(get("?is_activated=true"))).containsExactly("expenses");
        } finally {
            AdminApi.shared().put(client, Map.of("clientId", "plugin:invoices", "enabled", true));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/travel|Plugin 'travel' is not activated",
                "/TRAVEL/requests/7|Plugin 'travel' is not activated",
                "/finance/travel|Plugin 'travel' is not activated",
                "/nothing|Plugin 'nothing' is unknown",
                "/finance/nothing|Plugin 'nothing' is unknown",
                "/%22%0Ax|Plugin '??x' is unknown",
                "/expenses/reports|Plugin 'expenses' is activated, but its endpoints are in the API and not here:"
                        + " http://localhost:3000/rest/api/v2/plugins/expenses",
            })
    void givenPathBelow_thenNotFoundSaysWhy(String path, String description) {
        assertError(get(path), 404, "invalid_request", description);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void givenAnotherMethodBelow_thenNotFoundToo(String method) {
        assertError(
                Request.to(PLUGINS + "/travel")
                        .header("Authorization", "Bearer " + token(SERVER_APP, "read"))
                        .method(method),
                404,
                "invalid_request",
                "Plugin 'travel' is not activated");
    }

    @Test
    void givenPostToTheList_thenMethodNotAllowed() {
        Answer answer = Request.to(PLUGINS)
                .header("Authorization", "Bearer " + token(SERVER_APP, "read"))
                .json("a", "b");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).containsExactly("GET, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/travel"})
    void givenNoToken_thenChallengedWithoutAnErrorCode(String path) {
        Answer answer = Request.to(PLUGINS + path).method("GET");
        assertError(answer, 401, "invalid_token", "A bearer token is required");
        assertThat(answer.header("WWW-Authenticate")).containsExactly("Bearer realm=\"api\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer garbage", "Bearer a.b.c", "bearer eyJhbGciOiJub25lIn0.e30."})
    void givenBadToken_thenInvalidToken(String authorization) {
        Answer answer =
                Request.to(PLUGINS).header("Authorization", authorization).method("GET");
        assertError(answer, 401, "invalid_token", "The bearer token is invalid, expired, revoked or not for the API");
        assertThat(answer.header("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"api\", error=\"invalid_token\","
                        + " error_description=\"The bearer token is invalid, expired, revoked or not for the API\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic c2VydmVyLWFwcDp4", "Bearer", "Bearer  "})
    void givenAnotherSchemeOrNoToken_thenChallenged(String authorization) {
        Answer answer =
                Request.to(PLUGINS).header("Authorization", authorization).method("GET");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).containsExactly("Bearer realm=\"api\"");
    }

    @Test
    void givenRevokedToken_thenInvalidToken() {
        String token = token(SERVER_APP, "read");
        Request.to("/realms/api/rest/api/v2/oauth/revoke")
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("token", token);
        assertThat(Request.to(PLUGINS)
                        .header("Authorization", "Bearer " + token)
                        .method("GET")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void givenTokenForAnotherAudience_thenInvalidToken() {
        AdminApi.shared()
                .createServiceClient(
                        "api",
                        "other-audience",
                        Map.of("secret", "other-secret", "defaultClientScopes", List.of("basic")));
        try {
            String token = Request.api()
                    .basic("other-audience", "other-secret")
                    .json("grant_type", "client_credentials", "scope", "read")
                    .data("access_token");
            assertThat(token).isNotEmpty();
            assertError(
                    Request.to(PLUGINS)
                            .header("Authorization", "Bearer " + token)
                            .method("GET"),
                    401,
                    "invalid_token",
                    "The bearer token is invalid, expired, revoked or not for the API");
        } finally {
            AdminApi.shared().delete(AdminApi.shared().client("api", "other-audience"));
        }
    }

    @Test
    void givenTooLittleScope_thenInsufficientScope() {
        Answer answer = Request.to(PLUGINS)
                .header("Authorization", "Bearer " + token(SERVER_APP, "write"))
                .method("GET");
        assertError(answer, 403, "insufficient_scope", "The scope read is required");
        assertThat(answer.header("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"read\"");
    }

    @Test
    void givenDisabledRealm_thenForbidden() {
        assertForbiddenWith(Map.of("enabled", false), Map.of("enabled", true), "access_denied", "Realm not enabled");
    }

    @Test
    void givenHttpsRequired_thenForbidden() {
        assertForbiddenWith(
                Map.of("sslRequired", "all"), Map.of("sslRequired", "external"), "invalid_request", "HTTPS required");
    }

    private static void assertForbiddenWith(
            Map<String, ?> change, Map<String, ?> restored, String error, String description) {
        String token = token(SERVER_APP, "read");
        AdminApi.shared().put("/realms/api", change);
        try {
            for (String path : List.of("", "/expenses")) {
                assertError(
                        Request.to(PLUGINS + path)
                                .header("Authorization", "Bearer " + token)
                                .method("GET"),
                        403,
                        error,
                        description);
            }
        } finally {
            AdminApi.shared().put("/realms/api", restored);
        }
    }

    @Test
    void givenTokenWithoutSession_thenAccepted() {
        Answer answer = Request.to(PLUGINS)
                .header("Authorization", "Bearer " + token(WEB_APP, "read"))
                .method("GET");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void givenOriginOfTheClient_thenAllowed() {
        Answer answer = Request.to(PLUGINS)
                .header("Origin", "http://localhost:3000")
                .header("Authorization", "Bearer " + token(WEB_APP, "read"))
                .method("GET");
        assertThat(answer.header("Access-Control-Allow-Origin")).containsExactly("http://localhost:3000");
        Answer preflight = Request.to(PLUGINS)
                .header("Origin", "http://localhost:3000")
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS");
        assertThat(preflight.header("Access-Control-Allow-Methods").get(0)).contains("GET");
    }

    /** A script that may not read the answer sees a network error in its place. */
    @ParameterizedTest
    @CsvSource({
        "'', 401, http://localhost:3000",
        "'', 401, https://any.example.com",
        "Bearer garbage, 401, https://any.example.com",
        "Bearer eyJhbGciOm51bGx9.e30.x, 401, https://any.example.com",
        "write, 403, http://localhost:3000",
    })
    void givenOriginAndRefusal_thenTheScriptMayReadIt(String token, int status, String origin) {
        for (String path : List.of("", "/expenses")) {
            Request request = Request.to(PLUGINS + path).header("Origin", origin);
            if (!token.isEmpty()) {
                request.header("Authorization", token.equals("write") ? "Bearer " + token(WEB_APP, "write") : token);
            }
            Answer answer = request.method("GET");
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.header("Access-Control-Allow-Origin")).containsExactly(origin);
            assertThat(answer.header("Access-Control-Expose-Headers").get(0)).contains("WWW-Authenticate");
        }
    }

    @Test
    void givenOriginOfTheClientAndOtherErrors_thenTheScriptMayReadThemToo() {
        for (String path : List.of("?is_activated=maybe", "/travel")) {
            assertThat(Request.to(PLUGINS + path)
                            .header("Origin", "http://localhost:3000")
                            .header("Authorization", "Bearer " + token(WEB_APP, "read"))
                            .method("GET")
                            .header("Access-Control-Allow-Origin"))
                    .containsExactly("http://localhost:3000");
        }
        assertThat(Request.to(PLUGINS + "/travel")
                        .header("Origin", "http://localhost:3000")
                        .header("Access-Control-Request-Method", "GET")
                        .method("OPTIONS")
                        .header("Access-Control-Allow-Methods")
                        .get(0))
                .contains("GET");
    }

    @Test
    void givenForeignOriginAndAToken_thenRefused() {
        Answer answer = Request.to(PLUGINS)
                .header("Origin", "https://evil.example")
                .header("Authorization", "Bearer " + token(WEB_APP, "read"))
                .method("GET");
        assertError(answer, 403, "access_denied", "Invalid origin");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private static List<String> names(Answer answer) {
        return StreamSupport.stream(answer.data().spliterator(), false)
                .map((JsonNode plugin) -> plugin.path("name").asText())
                .toList();
    }

    private static Answer get(String path) {
        return Request.to(PLUGINS + path)
                .header("Authorization", "Bearer " + token(SERVER_APP, "read"))
                .method("GET");
    }

    private static String token(String client, String scope) {
        return Request.api()
                .basic(client, secret(client))
                .json("grant_type", "client_credentials", "scope", scope)
                .data("access_token");
    }
}
