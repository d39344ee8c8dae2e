package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Clock;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.ProxiedServer;
import io.github.apiauth.keycloak.it.server.Request;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keycloak's client secret rotation as docs/how-to/rotate-secrets.md sets it up: for a while old and new secret are valid. */
@OwnServer
class SecretRotationIT {

    private static final AdminApi ADMIN = new AdminApi(ProxiedServer.shared().url());
    private static final int GRACE = 20;

    private static String renewed = "";
    private static Instant graceEnds = Instant.EPOCH;

    @BeforeAll
    static void rotate() {
        ADMIN.setClientPolicy(
                "api",
                "secret-rotation",
                Map.of("expiration-period", 86_400, "rotated-expiration-period", GRACE, "remaining-rotation-period", 0),
                "client-access-type",
                Map.of("type", List.of("confidential")));
        Answer rotation = ADMIN.send("POST", ADMIN.client("api", SERVER_APP) + "/client-secret", Map.of());
        graceEnds = Instant.now().plusSeconds(GRACE);
        renewed = rotation.json().path("value").asText();
        assertThat(renewed).isNotEmpty().isNotEqualTo(secret(SERVER_APP));
    }

    @Test
    void givenRotation_thenBothSecretsAreValidOnBothLanesUntilTheGraceEnds() {
        for (String path :
                List.of("/realms/api/rest/api/v2/oauth/token", "/realms/api/protocol/openid-connect/token")) {
            assertThat(statusWith(renewed, path)).isEqualTo(200);
            assertThat(statusWith(secret(SERVER_APP), path)).isEqualTo(200);
        }
        Clock.awaitAfter(graceEnds);
        for (String path :
                List.of("/realms/api/rest/api/v2/oauth/token", "/realms/api/protocol/openid-connect/token")) {
            assertThat(statusWith(renewed, path)).isEqualTo(200);
            assertThat(statusWith(secret(SERVER_APP), path)).isEqualTo(401);
        }
    }

    private static int statusWith(String secret, String path) {
        return Request.to(URI.create(ProxiedServer.shared().url() + path))
                .json("grant_type", "client_credentials", "client_id", SERVER_APP, "client_secret", secret)
                .status();
    }
}
