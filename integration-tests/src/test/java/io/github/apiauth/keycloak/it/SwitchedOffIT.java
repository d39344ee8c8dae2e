package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.DistributionServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.Request;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server whose standard lane and native signatures are switched off, without legacy paths, and started without the clients' secrets. */
@Once
@OwnServer
class SwitchedOffIT {

    private static DistributionServer server;

    @BeforeAll
    static void start() {
        server = DistributionServer.start(
                "off",
                Map.of("API_WEB_APP_SECRET", "web-secret", "API_ADMIN_APP_SECRET", ""),
                List.of("--spi-login-protocol--openid-connect--json-requests=false", "--spi-signature--native=false"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** What Keycloak 26.7 without the pack answers: it reads no parameter of a JSON body. */
    @Test
    void givenJson_thenKeycloakAnswersAsWithoutThePack() {
        Answer answer = standard("token")
                .json("grant_type", "client_credentials", "client_id", "web-app", "client_secret", "web-secret");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":\"invalid_request\",\"error_description\":\"Missing form parameter: grant_type\"}");
    }

    @Test
    void givenForm_thenToken() {
        assertThat(standard("token")
                        .form("grant_type", "client_credentials", "client_id", "web-app", "client_secret", "web-secret")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void givenNoNativeSignatures_thenServerInfoSaysSo() {
        assertThat(new AdminApi(server.url())
                        .get("/serverinfo")
                        .at("/providers/signature/providers/RS256/operationalInfo/signatures")
                        .asText())
                .isEqualTo("JDK (switched off)");
    }

    @Test
    void givenApiLane_thenItStillReadsJson() {
        assertThat(Request.to(URI.create(server.url() + "/realms/api/rest/api/v2/oauth/token"))
                        .json("grant_type", "client_credentials", "client_id", "web-app", "client_secret", "web-secret")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void givenNoLegacyPathsConfigured_thenTheyAreAsAnyUnknownPath() {
        Answer unknown = Request.to(URI.create(server.url() + "/nothing/token")).json("a", "b");
        Answer legacy =
                Request.to(URI.create(server.url() + "/restful_api/token")).json("a", "b");
        assertThat(legacy.status()).isEqualTo(unknown.status()).isEqualTo(404);
        assertThat(legacy.body()).isEqualTo(unknown.body());
    }

    @Test
    void givenSecretThatWasNotInTheEnvironment_thenThePlaceholderDoesNotAuthenticate() {
        assertThat(clientCredentials("server-app", "${API_SERVER_APP_SECRET}")).isEqualTo(401);
        assertThat(server.log()).contains("the secret of client 'server-app' held a placeholder that was not resolved");
    }

    @Test
    void givenEmptySecretInTheEnvironment_thenNothingDoesNotAuthenticate() {
        assertThat(clientCredentials("admin-app", "")).isEqualTo(401);
        assertThat(clientCredentials("admin-app", "${API_ADMIN_APP_SECRET}")).isEqualTo(401);
    }

    private static int clientCredentials(String client, String secret) {
        return standard("token")
                .form("grant_type", "client_credentials", "client_id", client, "client_secret", secret)
                .status();
    }

    private static Request standard(String endpoint) {
        return Request.standard(server, endpoint);
    }
}
