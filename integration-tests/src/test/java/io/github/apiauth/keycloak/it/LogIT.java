package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Confidential;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Request;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Runs last and alone: nothing confidential of the whole run is in the server's log, which is at DEBUG, or in the stored events. */
@Isolated
@Order(Integer.MAX_VALUE)
class LogIT {

    @BeforeAll
    static void issueSomething() {
        Answer issued = Request.api()
                .basic(WEB_APP, secret(WEB_APP))
                .json("grant_type", "password", "email", "jane@example.com", "password", "jane-password");
        Request.api()
                .basic(WEB_APP, secret(WEB_APP))
                .form("grant_type", "refresh_token", "refresh_token", issued.data("refresh_token"));
        assertThat(Confidential.count()).isGreaterThan(5);
    }

    @Test
    void givenLogAtDebug_thenNothingConfidentialInIt() {
        String log = KeycloakServer.shared().debugLog();
        assertThat(log).contains("DEBUG", "type=\"LOGIN\"");
        assertThat(Confidential.foundIn(log)).isEmpty();
    }

    @Test
    void givenStoredEvents_thenNothingConfidentialInThem() {
        String events = AdminApi.shared().get("/realms/api/events?max=100000").toString();
        assertThat(events).contains("LOGIN");
        assertThat(Confidential.foundIn(events)).isEmpty();
        assertThat(Confidential.foundIn(AdminApi.shared()
                        .get("/realms/api/admin-events?max=100000")
                        .toString()))
                .isEmpty();
    }
}
