package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.DistributionServer;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.OwnServer;
import io.github.apiauth.keycloak.it.server.Realms;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.ServerWithOptions;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that leaves out what nothing could come of; its log says what it does. */
@Once
@OwnServer
class SparedWorkIT {

    private static final String CLIENT_SESSIONS = "offline_client_session";
    private static final String CLIENTS = " from client ";
    private static final String EVALUATED = "POLICY OPERATION :: context realm = %s, event = %s";

    private static final DistributionServer SERVER = ServerWithOptions.shared();

    @Test
    void givenExecutorsOfThePack_thenATokenIsIssuedWithoutPolicies() {
        Answer issued = token("api", WEB_APP, "grant_type", "client_credentials");
        assertThat(issued.status()).isEqualTo(200);
        assertThat(issued.header("RateLimit")).hasSize(1);
        assertThat(SERVER.debugLog()).doesNotContain(EVALUATED.formatted("api", "SERVICE_ACCOUNT_TOKEN_REQUEST"));
    }

    @Test
    void givenEventAtWhichAnExecutorActs_thenItDoes() {
        String first =
                token("api", SERVER_APP, "grant_type", "client_credentials").data("refresh_token");
        for (int i = 0; i < 2; i++) {
            assertThat(token("api", SERVER_APP, "grant_type", "refresh_token", "refresh_token", first)
                            .status())
                    .isEqualTo(200);
        }
        assertThat(SERVER.debugLog()).contains(EVALUATED.formatted("api", "TOKEN_REFRESH"));
    }

    @Test
    void givenExecutorOfKeycloaks_thenItActsFromThenOn() {
        AdminApi admin = new AdminApi(SERVER.url());
        admin.createRealm(Realms.withLane(Map.of(
                "realm",
                "strict",
                "enabled",
                true,
                "clientScopes",
                List.of(Map.of("name", "read", "protocol", "openid-connect")),
                "clients",
                List.of(Map.of(
                        "clientId",
                        WEB_APP,
                        "secret",
                        secret(WEB_APP),
                        "serviceAccountsEnabled",
                        true,
                        "optionalClientScopes",
                        List.of("read"))))));
        assertThat(token("strict", WEB_APP, "grant_type", "client_credentials").status())
                .isEqualTo(200);
        admin.put(
                "/realms/strict/client-policies/profiles",
                Realms.profiles(Realms.profile("none", "reject-request", Map.of())));
        admin.put("/realms/strict/client-policies/policies", Realms.policies(Realms.policy("none", Realms.ANY_CLIENT)));
        assertThat(token("strict", WEB_APP, "grant_type", "client_credentials").status())
                .isEqualTo(400);
    }

    /** Else a flood of made-up client ids would be one of queries. */
    @Test
    void givenMadeUpClientsUsedUpTheirCount_thenTheDatabaseIsNotAskedForAnother() {
        AdminApi admin = new AdminApi(SERVER.url());
        admin.createRealm(Map.of("realm", "flooded", "enabled", true));
        admin.setClientPolicy(
                "flooded", "token-rate-limit", Map.of("requests", 2, "period", 86_400), "any-client", Map.of());
        assertThat(madeUp("a")).isEqualTo(401);
        assertThat(madeUp("b")).isEqualTo(401);
        String before = SERVER.debugLog();
        assertThat(before.toLowerCase(Locale.ROOT)).contains(CLIENTS);
        assertThat(madeUp("c")).isEqualTo(429);
        assertThat(SERVER.debugLog().substring(before.length()).toLowerCase(Locale.ROOT))
                .doesNotContain(CLIENTS);
    }

    private static int madeUp(String client) {
        return Request.to(URI.create(SERVER.url() + "/realms/flooded/protocol/openid-connect/token"))
                .basic(client, "x")
                .form("grant_type", "client_credentials")
                .status();
    }

    @Test
    void givenSessionThatIsNeverStored_thenTheDatabaseIsNotAskedForIt() {
        String before = SERVER.debugLog();
        assertThat(token("api", WEB_APP, "grant_type", "client_credentials").status())
                .isEqualTo(200);
        assertThat(SERVER.debugLog().substring(before.length()).toLowerCase(Locale.ROOT))
                .contains("insert into event_entity")
                .doesNotContain(CLIENT_SESSIONS);
    }

    @Test
    void givenSessionThatIsStored_thenTheDatabaseKnowsIt() {
        String before = SERVER.debugLog();
        assertThat(token("api", SERVER_APP, "grant_type", "client_credentials").status())
                .isEqualTo(200);
        assertThat(SERVER.debugLog().substring(before.length()).toLowerCase(Locale.ROOT))
                .contains(CLIENT_SESSIONS);
    }

    private static Answer token(String realm, String client, Object... parameters) {
        return Request.to(URI.create(SERVER.url() + "/realms/" + realm + "/rest/api/v2/oauth/token"))
                .basic(client, secret(client))
                .json(parameters);
    }
}
