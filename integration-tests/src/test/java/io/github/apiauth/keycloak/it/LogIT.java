package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Confidential;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Request;
import java.util.List;
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
        Answer issued = login("email", "jane@example.com", "jane-password");
        Request.api()
                .basic(WEB_APP, secret(WEB_APP))
                .form("grant_type", "refresh_token", "refresh_token", issued.data("refresh_token"));
        login("username", "jane@example.com", "jane-password");
        for (String parameter : List.of("email", "username")) {
            login(parameter, "jane@example.com", "not-her-password");
            login(parameter, "nobody.at.all@example.com", "not-her-password");
        }
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
        JsonNode events = AdminApi.shared().get("/realms/api/events?max=100000");
        assertThat(events.toString()).contains("LOGIN", "j***@example.com", "n***@example.com");
        assertThat(Confidential.foundIn(events)).isEmpty();
        assertThat(Confidential.foundIn(AdminApi.shared()
                        .get("/realms/api/admin-events?max=100000")
                        .toString()))
                .isEmpty();
    }

    private static Answer login(String parameter, String name, String password) {
        return Request.api()
                .basic(WEB_APP, secret(WEB_APP))
                .json("grant_type", "password", parameter, name, "password", password);
    }
}
