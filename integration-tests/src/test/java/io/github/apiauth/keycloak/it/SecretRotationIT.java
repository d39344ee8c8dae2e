package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Clock;
import io.github.apiauth.keycloak.it.server.Once;
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
@Once
@OwnServer
class SecretRotationIT {

    private static final AdminApi ADMIN = new AdminApi(ProxiedServer.shared().url());
    private static final int GRACE = 20;

    /** With two readings in HTTP Basic. */
    private static final String PLUS_APP = "plus-app";

    private static final String PLUS_SECRET = "a+secret%2Fof/old==";

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
        ADMIN.createServiceClient("api", PLUS_APP, Map.of("secret", PLUS_SECRET));
        ADMIN.send("POST", ADMIN.client("api", PLUS_APP) + "/client-secret", Map.of());
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
        assertThat(statusOfThePlainOldSecret()).isEqualTo(200);
        Clock.awaitAfter(graceEnds);
        assertThat(statusOfThePlainOldSecret()).isEqualTo(401);
        for (String path :
                List.of("/realms/api/rest/api/v2/oauth/token", "/realms/api/protocol/openid-connect/token")) {
            assertThat(statusWith(renewed, path)).isEqualTo(200);
            assertThat(statusWith(secret(SERVER_APP), path)).isEqualTo(401);
        }
    }

    private static int statusOfThePlainOldSecret() {
        return Request.to(URI.create(ProxiedServer.shared().url() + "/realms/api/rest/api/v2/oauth/token"))
                .plainBasic(PLUS_APP, PLUS_SECRET)
                .form("grant_type", "client_credentials")
                .status();
    }

    private static int statusWith(String secret, String path) {
        return Request.to(URI.create(ProxiedServer.shared().url() + path))
                .json("grant_type", "client_credentials", "client_id", SERVER_APP, "client_secret", secret)
                .status();
    }
}
