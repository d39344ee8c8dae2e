package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
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
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens of the old server leave the database when they have expired: by a task that {@code src/test/extensions/tasks} does at once. */
@Once
@OwnServer
class ExpiredOldTokensIT {

    private static final URI SERVER = ProxiedServer.shared().url();
    private static final AdminApi ADMIN = new AdminApi(SERVER);

    /** A row keeps a token that is used up from coming in again: one that does has no row. */
    @Test
    void givenTheTask_thenExpiredTokensAreGoneAndOthersStay() {
        String expired = used();
        String live = used();
        Instant expires = Instant.now().plusSeconds(2);
        Map<String, Object> expiring = token(expired);
        expiring.put("expires", expires.getEpochSecond());
        store(expiring);
        Clock.awaitAfter(expires);
        assertThat(Integer.parseInt(removeExpired().body())).isLessThanOrEqualTo(15);
        store(token(expired));
        store(token(live));
        assertThat(refresh(expired).status()).isEqualTo(200);
        assertThat(refresh(live).status()).isEqualTo(401);
    }

    private static String used() {
        String token = OldTokens.random();
        store(token(token));
        Answer answer = refresh(token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return token;
    }

    private static Map<String, Object> token(String token) {
        return OldTokens.refresh(token, WEB_APP, "jane", "read");
    }

    private static void store(Map<String, ?> token) {
        OldTokens.store(ADMIN, "api", token);
    }

    private static Answer refresh(String token) {
        return Request.to(URI.create(SERVER + "/realms/api/rest/api/v2/oauth/token"))
                .basic(WEB_APP, secret(WEB_APP))
                .json("grant_type", "refresh_token", "refresh_token", token);
    }

    private static Answer removeExpired() {
        Answer answer = Request.to(URI.create(SERVER + "/realms/api/tasks/ExpiredTokensRemoval"))
                .method("POST");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }
}
