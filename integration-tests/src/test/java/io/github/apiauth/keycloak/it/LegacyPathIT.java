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
import org.junit.jupiter.params.provider.ValueSource;

/** The old API's paths at the root of the host, mapped to the realm {@code api}. */
class LegacyPathIT {

    @ParameterizedTest
    @ValueSource(strings = {"/rest/api/v2/oauth/token", "/restful_api/token"})
    void givenTokenRequest_thenAsOnTheLane(String path) {
        Answer json = Request.to(path).basic(SERVER_APP, secret(SERVER_APP)).json("grant_type", "client_credentials");
        Answer form = Request.to(path).basic(SERVER_APP, secret(SERVER_APP)).form("grant_type", "client_credentials");
        assertThat(json.status()).as(json.body()).isEqualTo(200);
        assertThat(form.status()).as(form.body()).isEqualTo(200);
        assertThat(json.json().path("message").asText()).isEqualTo("Token issued");
        assertThat(Jwt.claims(json.data("access_token")).path("iss").asText())
                .isEqualTo(KeycloakServer.shared().url() + "/realms/api");
    }

    @Test
    void givenQuery_thenItIsKept() {
        String token = Request.to("/restful_api/token")
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("grant_type", "client_credentials")
                .data("access_token");
        Answer answer = Request.to("/rest/api/v2/plugins?is_activated=0")
                .header("Authorization", "Bearer " + token)
                .method("GET");
        assertThat(answer.json().path("message").asText()).isEqualTo("1 plugin");
    }

    @Test
    void givenRevocation_thenRevoked() {
        Answer answer = Request.to("/restful_api/revoke")
                .basic(SERVER_APP, secret(SERVER_APP))
                .form("token", "x");
        assertThat(answer.body()).isEqualTo("{\"error\":false,\"data\":{},\"message\":\"Token revoked\"}");
    }

    @Test
    void givenAuthorizationCode_thenLoginAndExchangeWork() {
        Browser browser = new Browser();
        Answer page = browser.open(URI.create(
                KeycloakServer.shared().url() + "/restful_api/authorize?response_type=code&client_id=web-app&state=x"));
        Map<String, String> redirect = Browser.parameters(browser.login(page, "jane@example.com", "jane-password"));
        assertThat(redirect).containsEntry("state", "x");
        Answer token = Request.to("/restful_api/token")
                .basic(WEB_APP, secret(WEB_APP))
                .form("grant_type", "authorization_code", "code", redirect.getOrDefault("code", ""));
        assertThat(token.status()).as(token.body()).isEqualTo(200);
    }

    @Test
    void givenOrigin_thenCorsIsTheLanes() {
        Answer answer = Request.to("/restful_api/token")
                .header("Origin", "http://localhost:3000")
                .basic(WEB_APP, secret(WEB_APP))
                .json("grant_type", "client_credentials");
        assertThat(answer.header("Access-Control-Allow-Origin")).containsExactly("http://localhost:3000");
    }

    @Test
    void givenMistakes_thenTheLanesErrors() {
        assertError(
                Request.to("/restful_api/token").json("grant_type", 1),
                400,
                "invalid_request",
                "Parameter 'grant_type' must be a string");
        assertThat(Request.to("/restful_api/token").method("GET").header("Allow"))
                .containsExactly("OPTIONS, POST");
        assertThat(Request.to("/restful_api/nothing").method("GET").data("error"))
                .isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/rest/api/v1/oauth/token",
                "/rest/api/v20/oauth/token",
                "/restful_apis/token",
                "/restful_api/token;a=b",
                "/restful_api//token",
                "/restful_api/%2e%2e/admin/realms",
                "/restful_api/..%2f..%2f..%2f..%2f..%2f..%2fadmin/realms",
                "/restful_api/../admin/realms",
                "/rest/api/v2/../../../admin/realms",
            })
    void givenPathThatIsNotMapped_thenKeycloaksOwnAnswer(String path) {
        Answer answer = Request.to(path).json("grant_type", "client_credentials");
        assertThat(answer.status()).isBetween(400, 405);
        assertThat(answer.json().has("data")).isFalse();
    }
}
