package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.Envelopes.assertError;
import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Browser;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Request;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The old APIs' paths at the root of the host, mapped to the realm {@code api}, each to its own contract. */
class LegacyPathIT {

    private static final String OFFICE = "/rest/api/v2/oauth";

    @ParameterizedTest
    @CsvSource({
        "/rest/api/v2/oauth/token, /data/access_token, Token issued",
        "/restful_api/token, /access_token, ''",
        "/index.php/restful_api/token, /access_token, ''",
    })
    void givenTokenRequest_thenAsOnTheLaneOfItsContract(String path, String token, String message) {
        Answer json = Request.to(path).basic(SERVER_APP, secret(SERVER_APP)).json("grant_type", "client_credentials");
        Answer form = Request.to(path).basic(SERVER_APP, secret(SERVER_APP)).form("grant_type", "client_credentials");
        assertThat(json.status()).as(json.body()).isEqualTo(200);
        assertThat(form.status()).as(form.body()).isEqualTo(200);
        assertThat(json.json().path("message").asText()).isEqualTo(message);
        assertThat(Jwt.claims(json.json().at(token).asText()).path("iss").asText())
                .isEqualTo(KeycloakServer.shared().url() + "/realms/api");
    }

    @Test
    void givenQuery_thenItIsKept() {
        String token = Request.to("/restful_api/token")
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("grant_type", "client_credentials")
                .json()
                .path("access_token")
                .asText();
        Answer answer = Request.to("/rest/api/v2/plugins?is_activated=0")
                .header("Authorization", "Bearer " + token)
                .method("GET");
        assertThat(answer.json().path("message").asText()).isEqualTo("1 plugin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                OFFICE + "/revoke              | {\"error\":false,\"data\":{},\"message\":\"Token revoked\"}",
                "/restful_api/revoke           | {\"revoked\":true}",
                "/index.php/restful_api/revoke | {\"revoked\":true}",
            })
    void givenRevocation_thenRevoked(String path, String body) {
        Answer answer = Request.to(path).basic(SERVER_APP, secret(SERVER_APP)).form("token", "x");
        assertThat(answer.body()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFICE, "/restful_api", "/index.php/restful_api"})
    void givenAuthorizationCode_thenLoginAndExchangeWork(String path) {
        Browser browser = new Browser();
        Answer page = browser.open(URI.create(
                KeycloakServer.shared().url() + path + "/authorize?response_type=code&client_id=web-app&state=x"));
        Map<String, String> redirect = Browser.parameters(browser.login(page, "jane@example.com", "jane-password"));
        assertThat(redirect).containsEntry("state", "x");
        Answer token = Request.to(path + "/token")
                .basic(WEB_APP, secret(WEB_APP))
                .form("grant_type", "authorization_code", "code", redirect.getOrDefault("code", ""));
        assertThat(token.status()).as(token.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFICE, "/restful_api", "/index.php/restful_api"})
    void givenOrigin_thenCorsIsTheLanes(String path) {
        Answer answer = Request.to(path + "/token")
                .header("Origin", "http://localhost:3000")
                .basic(WEB_APP, secret(WEB_APP))
                .json("grant_type", "client_credentials");
        assertThat(answer.header("Access-Control-Allow-Origin")).containsExactly("http://localhost:3000");
    }

    @Test
    void givenMistakesOnThePathsOfTheOffice_thenItsErrors() {
        assertError(
                Request.to(OFFICE + "/token").json("grant_type", false),
                400,
                "invalid_request",
                "Parameter 'grant_type' must be a string");
        assertThat(Request.to(OFFICE + "/token").method("GET").header("Allow")).containsExactly("OPTIONS, POST");
        assertThat(Request.to("/rest/api/v2/nothing").method("GET").data("error"))
                .isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/restful_api", "/index.php/restful_api"})
    void givenMistakesOnThePathsOfTheCommunity_thenItsErrors(String path) {
        Answer malformed = Request.to(path + "/token").json("grant_type", false);
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.body())
                .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":"
                        + "\"Parameter 'grant_type' must be a string\"}");
        assertThat(Request.to(path + "/token").method("GET").header("Allow")).containsExactly("POST, OPTIONS");
        Answer unknown = Request.to(path + "/nothing").method("GET");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().path("error").asText()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFICE, "/restful_api", "/index.php/restful_api"})
    void givenSlashAtTheEnd_thenAsWithout(String path) {
        assertThat(Request.to(path + "/token/")
                        .basic(SERVER_APP, secret(SERVER_APP))
                        .form("grant_type", "client_credentials")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/rest/api/v1/oauth/token",
                "/rest/api/v20/oauth/token",
                "/restful_apis/token",
                "/restful_api/token;a=b",
                "/restful_api//token",
                "/index.php/token",
                "/index.php/restful_apis/token",
                "/index.php//restful_api/token",
                "/restful_api/%2e%2e/admin/realms",
                "/restful_api/..%2f..%2f..%2f..%2f..%2f..%2fadmin/realms",
                "/restful_api/../admin/realms",
                "/rest/api/v2/../../../admin/realms",
            })
    void givenPathThatIsNotMapped_thenKeycloaksOwnAnswer(String path) {
        Answer answer = Request.to(path).json("grant_type", "client_credentials");
        assertThat(answer.status()).isBetween(400, 405);
        assertThat(answer.json().has("data")).isFalse();
        assertThat(answer.json().path("error").asText()).isNotEqualTo("invalid_client");
    }
}
