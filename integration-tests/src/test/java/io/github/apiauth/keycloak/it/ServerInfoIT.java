package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.it.server.AdminApi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The admin console's Server info. */
class ServerInfoIT {

    @Test
    void givenServerInfo_thenThePacksProvidersWithItsVersion() {
        JsonNode spis = AdminApi.shared().get("/serverinfo").path("providers");
        List<String> found = new ArrayList<>();
        spis.properties()
                .forEach(spi -> spi.getValue().path("providers").properties().forEach(provider -> {
                    JsonNode version =
                            provider.getValue().path("operationalInfo").path("keycloak-api-auth");
                    if (!version.isMissingNode()) {
                        assertThat(version.asText()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
                        found.add(spi.getKey() + " " + provider.getKey());
                    }
                }));
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "admin-realm-restapi-extension legacy-tokens",
                        "admin-realm-restapi-extension legacy-users",
                        "authenticator direct-grant-validate-email",
                        "body-intake node",
                        "client-authenticator client-jwt",
                        "client-authenticator client-secret-jwt",
                        "client-policy-executor api-client-defaults",
                        "client-policy-executor legacy-api",
                        "client-policy-executor reusable-refresh-token",
                        "client-policy-executor token-rate-limit",
                        "client-policy-manager default",
                        "jpa-entity-provider api-auth",
                        "legacy-api files",
                        "legacy-path host-root",
                        "login-protocol openid-connect",
                        "password-hashing crypt",
                        "password-hashing digest",
                        "password-policy hashAlgorithm",
                        "oauth2-grant-type refresh_token",
                        "oauth2-token-introspection access_token",
                        "oauth2-token-introspection refresh_token",
                        "old-token jpa",
                        "realm-guard missing-mail-server",
                        "realm-guard other-extensions",
                        "realm-guard start-up-check",
                        "realm-guard unresolved-secret",
                        "realm-restapi-extension rest",
                        "refresh-token api-lane-scope",
                        "refresh-token reusable",
                        "signature ES256",
                        "signature ES384",
                        "signature ES512",
                        "signature PS256",
                        "signature PS384",
                        "signature PS512",
                        "signature RS256",
                        "signature RS384",
                        "signature RS512",
                        "token-interceptor api-lane",
                        "userSessionPersister jpa");
    }
}
