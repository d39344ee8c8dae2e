package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By which path, contract and client tokens are asked for, as events and metrics say it: docs/how-to/retire-a-path.md. */
@Once
class WhoUsesWhatIT {

    private static final String STANDARD = "/realms/{realm}/protocol/openid-connect/token";

    @ParameterizedTest
    @CsvSource({
        "/rest/api/v2/oauth/token, office, /rest/api/v2/oauth/token",
        "/restful_api/token, community, /restful_api/token",
        "/restful_api/token/, community, /restful_api/token",
        "/index.php/restful_api/token, community, /index.php/restful_api/token",
        "/realms/api/rest/restful_api/token, community, /realms/{realm}/rest/restful_api/token",
    })
    void givenPath_thenEventAndMetricNameItsContractAndClient(String called, String contract, String path) {
        double before = counted(SERVER_APP, contract, "api", "succeeded", path);
        Answer answer =
                Request.to(called).basic(SERVER_APP, secret(SERVER_APP)).form("grant_type", "client_credentials");
        assertThat(answer.status()).isEqualTo(200);
        JsonNode details = newest("CLIENT_LOGIN").path("details");
        assertThat(details.path("path").asText()).isEqualTo(path);
        assertThat(details.path("contract").asText()).isEqualTo(contract);
        assertThat(counted(SERVER_APP, contract, "api", "succeeded", path)).isEqualTo(before + 1);
    }

    @Test
    void givenStandardLane_thenCountedToo() {
        double before = counted(SERVER_APP, "", "standard", "succeeded", STANDARD);
        Request.standard("token").basic(SERVER_APP, secret(SERVER_APP)).form("grant_type", "client_credentials");
        assertThat(newest("CLIENT_LOGIN").path("details").has("path")).isFalse();
        assertThat(counted(SERVER_APP, "", "standard", "succeeded", STANDARD)).isEqualTo(before + 1);
    }

    /** Else whoever makes names up makes time series. */
    @ParameterizedTest
    @ValueSource(strings = {SERVER_APP, "made-up-client"})
    void givenClientThatHasNotAuthenticated_thenUnknown(String client) {
        double before = counted("unknown", "community", "api", "failed", "/restful_api/token");
        Request.to("/restful_api/token").basic(client, "wrong").form("grant_type", "client_credentials");
        assertThat(counted("unknown", "community", "api", "failed", "/restful_api/token"))
                .isEqualTo(before + 1);
        assertThat(KeycloakServer.shared().metrics().text()).doesNotContain("made-up-client");
    }

    @Test
    void givenPathsWithoutAnEndpoint_thenNoTimeSeries() {
        Request.to("/restful_api/made-up-path").form("grant_type", "client_credentials");
        Request.to("/rest/api/v2/plugins/made-up-path").method("GET");
        assertThat(KeycloakServer.shared().metrics().text())
                .contains("path=\"/rest/api/v2/plugins\"")
                .doesNotContain("made-up-path");
    }

    @Test
    void givenRealmThatHasNotChosen_thenNotCounted() {
        AdminApi.shared().accessToken();
        assertThat(KeycloakServer.shared().metrics().sum("keycloak_lane_requests_total", "realm=\"master\""))
                .isZero();
    }

    private static double counted(String client, String contract, String lane, String outcome, String path) {
        return KeycloakServer.shared()
                .metrics()
                .sum(
                        "keycloak_lane_requests_total",
                        "{client_id=\"%s\",contract=\"%s\",lane=\"%s\",outcome=\"%s\",path=\"%s\",realm=\"api\"}"
                                .formatted(client, contract, lane, outcome, path));
    }

    private static JsonNode newest(String type) {
        return AdminApi.shared()
                .get("/realms/api/events?max=1&type=" + type + "&client=" + SERVER_APP)
                .path(0);
    }
}
