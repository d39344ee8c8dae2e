package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Browser;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Request;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What an auditor reads in the realm's events: grant type, lane, path, contract, client and reason, and never a secret. */
class EventsIT {

    @Test
    void givenClientCredentials_thenGrantTypeLaneAndClient() {
        Request.api().basic(SERVER_APP, secret(SERVER_APP)).json("grant_type", "client_credentials");
        assertEvent("CLIENT_LOGIN", SERVER_APP, "client_credentials");
    }

    @Test
    void givenRefresh_thenGrantTypeLaneAndClient() {
        Answer first = Request.api().basic(SERVER_APP, secret(SERVER_APP)).json("grant_type", "client_credentials");
        Request.api()
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("grant_type", "refresh_token", "refresh_token", first.data("refresh_token"));
        assertEvent("REFRESH_TOKEN", SERVER_APP, "refresh_token");
    }

    @Test
    void givenWrongSecret_thenReason() {
        Request.api()
                .json("grant_type", "client_credentials", "client_id", SERVER_APP, "client_secret", "wr0ng-secret");
        JsonNode event = assertEvent("CLIENT_LOGIN_ERROR", SERVER_APP, "client_credentials");
        assertThat(event.path("error").asText()).isEqualTo("invalid_client_credentials");
        assertThat(event.toString()).doesNotContain("wr0ng-secret");
    }

    @Test
    void givenUnknownClient_thenReasonAndTheClaimedClient() {
        Request.api().json("grant_type", "client_credentials", "client_id", "nobody", "client_secret", "x");
        JsonNode event = assertEvent("CLIENT_LOGIN_ERROR", "nobody", "client_credentials");
        assertThat(event.path("error").asText()).isEqualTo("client_not_found");
    }

    @Test
    void givenWrongPassword_thenReasonAndNeitherPasswordNorAddress() {
        Request.api()
                .basic(WEB_APP, secret(WEB_APP))
                .json("grant_type", "password", "email", "jane@example.com", "password", "wr0ng-password");
        JsonNode event = assertEvent("LOGIN_ERROR", WEB_APP, "password");
        assertThat(event.path("error").asText()).isEqualTo("invalid_user_credentials");
        assertThat(event.toString()).doesNotContain("wr0ng-password", "jane@example.com");
    }

    @Test
    void givenInvalidRefreshToken_thenReason() {
        Request.api()
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("grant_type", "refresh_token", "refresh_token", "garbage");
        JsonNode event = assertEvent("REFRESH_TOKEN_ERROR", SERVER_APP, "refresh_token");
        assertThat(event.path("details").path("reason").asText()).isEqualTo("Invalid refresh token");
    }

    @Test
    void givenLoginInTheBrowser_thenLane() {
        Browser browser = new Browser();
        Answer page = browser.open(URI.create(KeycloakServer.shared().url()
                + "/realms/api/rest/api/v2/oauth/authorize?response_type=code&client_id=web-app"));
        Answer redirect = browser.login(page, "jane@example.com", "jane-password");
        JsonNode login = event("LOGIN", WEB_APP);
        assertThat(lane(login)).isEqualTo("api");
        assertThat(login.path("details").path("path").asText())
                .isEqualTo("/realms/{realm}/rest/api/v2/oauth/authorize");
        assertThat(login.path("details").path("contract").asText()).isEqualTo("office");
        String code = Browser.parameters(redirect).getOrDefault("code", "");
        Request.api().basic(WEB_APP, secret(WEB_APP)).json("grant_type", "authorization_code", "code", code);
        JsonNode exchanged = assertEvent("CODE_TO_TOKEN", WEB_APP, "authorization_code");
        assertThat(exchanged.toString()).doesNotContain(code);
    }

    @Test
    void givenRevocation_thenLane() {
        Answer first = Request.api().basic(SERVER_APP, secret(SERVER_APP)).json("grant_type", "client_credentials");
        Request.to("/realms/api/rest/api/v2/oauth/revoke")
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("token", first.data("refresh_token"));
        assertThat(lane(event("REVOKE_GRANT", SERVER_APP))).isEqualTo("api");
    }

    @Test
    void givenStandardLane_thenKeycloaksEvent() {
        Request.standard("token").basic(SERVER_APP, secret(SERVER_APP)).form("grant_type", "client_credentials");
        assertThat(event("CLIENT_LOGIN", SERVER_APP).path("details").has("lane"))
                .isFalse();
    }

    private static JsonNode assertEvent(String type, String client, String grantType) {
        JsonNode event = event(type, client);
        assertThat(lane(event)).as(event.toString()).isEqualTo("api");
        assertThat(event.path("details").path("grant_type").asText())
                .as(event.toString())
                .isEqualTo(grantType);
        assertThat(event.path("details").path("path").asText()).isEqualTo("/realms/{realm}/rest/api/v2/oauth/token");
        assertThat(event.path("details").path("contract").asText()).isEqualTo("office");
        return event;
    }

    private static String lane(JsonNode event) {
        return event.path("details").path("lane").asText();
    }

    private static JsonNode event(String type, String client) {
        JsonNode newest = AdminApi.shared().get("/realms/api/events?max=1&type=" + type + "&client=" + client);
        assertThat(newest).as("events of type " + type).hasSize(1);
        return newest.path(0);
    }
}
