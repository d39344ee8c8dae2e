package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.Envelopes.assertError;
import static io.github.apiauth.keycloak.it.server.Clients.ADMIN_APP;
import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Clock;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refresh tokens: reusable for the server applications, single use for the others, in one realm. */
class RefreshIT {

    @ParameterizedTest
    @ValueSource(strings = {SERVER_APP, ADMIN_APP})
    void givenServerApplication_thenItsFirstRefreshTokenWorksAgainAndAgain(String client) {
        String first = serverToken(client);
        for (int i = 0; i < 3; i++) {
            Answer answer = refresh(client, first);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().path("message").asText()).isEqualTo("Token refreshed");
            assertThat(answer.data().fieldNames())
                    .toIterable()
                    .containsExactly("access_token", "token_type", "expires_in", "refresh_token", "scope");
            assertThat(answer.data("scope")).isEqualTo("write read");
        }
    }

    @Test
    void givenServerApplication_thenTheNewRefreshTokenWorksToo() {
        String second = refresh(SERVER_APP, serverToken(SERVER_APP)).data("refresh_token");
        assertThat(refresh(SERVER_APP, second).status()).isEqualTo(200);
    }

    @Test
    void givenServerApplicationAndParallelRefreshes_thenAllSucceed() {
        assertThat(tenTimes(SERVER_APP, serverToken(SERVER_APP)))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
    }

    @Test
    void givenWebApplication_thenTheNextRefreshTokenWorks() {
        String second = refresh(WEB_APP, userToken()).data("refresh_token");
        assertThat(refresh(WEB_APP, second).status()).isEqualTo(200);
    }

    @Test
    void givenWebApplicationAndUsedToken_thenRefusedAndItsSuccessorDies() {
        String first = userToken();
        String second = refresh(WEB_APP, first).data("refresh_token");
        assertError(refresh(WEB_APP, first), 401, "invalid_grant", "Maximum allowed refresh token reuse exceeded");
        assertThat(refresh(WEB_APP, second).status()).isEqualTo(401);
    }

    @Test
    void givenWebApplicationAndParallelRefreshes_thenOneSucceeds() {
        List<Answer> answers = tenTimes(WEB_APP, userToken());
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() != 200).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.data("error")).isEqualTo("invalid_grant");
        });
    }

    @Test
    void givenWebApplication_thenEachRefreshTokenLivesFourteenDays() {
        String second = refresh(WEB_APP, userToken()).data("refresh_token");
        assertThat(Jwt.claims(second).path("exp").asLong()
                        - Jwt.claims(second).path("iat").asLong())
                .isEqualTo(14 * 24 * 3600);
    }

    @Test
    void givenLesserScope_thenGrantedAndTheOriginalComesBack() {
        String token = serverToken(SERVER_APP);
        assertThat(refresh(SERVER_APP, token, "read").data("scope")).isEqualTo("read");
        assertThat(refresh(SERVER_APP, token).data("scope")).isEqualTo("write read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"read write", "write"})
    void givenBroaderScope_thenRefusedAndTheTokenStaysUsable(String scope) {
        String token = Request.api()
                .basic(WEB_APP, secret(WEB_APP))
                .json(
                        "grant_type",
                        "password",
                        "email",
                        "jane@example.com",
                        "password",
                        "jane-password",
                        "scope",
                        "read")
                .data("refresh_token");
        assertError(
                refresh(WEB_APP, token, scope),
                400,
                "invalid_scope",
                "Invalid scopes: write. The refresh token was not granted them");
        Answer again = refresh(WEB_APP, token);
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.data("scope")).isEqualTo("read");
    }

    @Test
    void givenRevokedToken_thenInvalidGrant() {
        String token = userToken();
        Request.to("/realms/api/rest/api/v2/oauth/revoke")
                .basic(WEB_APP, secret(WEB_APP))
                .json("token", token);
        assertError(refresh(WEB_APP, token), 401, "invalid_grant", "Session not active");
    }

    @Test
    void givenExpiredToken_thenInvalidGrant() {
        String client = AdminApi.shared().client("api", ADMIN_APP);
        AdminApi.shared()
                .put(client, Map.of("clientId", ADMIN_APP, "attributes", Map.of("client.session.max.lifespan", "1")));
        try {
            String token = serverToken(ADMIN_APP);
            Clock.awaitAfter(Instant.ofEpochSecond(Jwt.claims(token).path("exp").asLong()));
            assertError(refresh(ADMIN_APP, token), 401, "invalid_grant", "Token is not active");
        } finally {
            AdminApi.shared()
                    .put(
                            client,
                            Map.of("clientId", ADMIN_APP, "attributes", Map.of("client.session.max.lifespan", "")));
        }
    }

    @Test
    void givenDisabledUser_thenInvalidGrant() {
        String user = AdminApi.shared().createUser("api", "rita", "rita@example.org", "rita-password", Map.of());
        try {
            String token = Request.api()
                    .basic(WEB_APP, secret(WEB_APP))
                    .json("grant_type", "password", "email", "rita@example.org", "password", "rita-password")
                    .data("refresh_token");
            AdminApi.shared().put("/realms/api/users/" + user, Map.of("enabled", false));
            assertThat(refresh(WEB_APP, token).data("error")).isEqualTo("invalid_grant");
        } finally {
            AdminApi.shared().delete("/realms/api/users/" + user);
        }
    }

    @Test
    void givenDisabledClient_thenInvalidClient() {
        String token = serverToken(ADMIN_APP);
        String client = AdminApi.shared().client("api", ADMIN_APP);
        AdminApi.shared().put(client, Map.of("clientId", ADMIN_APP, "enabled", false));
        try {
            assertError(
                    refresh(ADMIN_APP, token), 401, "invalid_client", "Invalid client or Invalid client credentials");
        } finally {
            AdminApi.shared().put(client, Map.of("clientId", ADMIN_APP, "enabled", true));
        }
        assertThat(refresh(ADMIN_APP, token).status()).isEqualTo(200);
    }

    @Test
    void givenAnotherClientsToken_thenInvalidGrant() {
        assertThat(refresh(ADMIN_APP, serverToken(SERVER_APP)).data("error")).isEqualTo("invalid_grant");
    }

    @Test
    void givenFailedClientAuthentication_thenTokenStaysUsable() {
        String token = userToken();
        assertThat(Request.api()
                        .basic(WEB_APP, "wrong")
                        .json("grant_type", "refresh_token", "refresh_token", token)
                        .status())
                .isEqualTo(401);
        assertThat(refresh(WEB_APP, token).status()).isEqualTo(200);
    }

    @Test
    void givenAccessToken_thenInvalidGrant() {
        String access = Request.api()
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("grant_type", "client_credentials")
                .data("access_token");
        assertError(refresh(SERVER_APP, access), 401, "invalid_grant", "Invalid refresh token");
    }

    @Test
    void givenGarbage_thenInvalidGrant() {
        assertError(refresh(SERVER_APP, "garbage"), 401, "invalid_grant", "Invalid refresh token");
    }

    @Test
    void givenNoRefreshToken_thenInvalidRequest() {
        assertError(refresh(SERVER_APP, ""), 400, "invalid_request", "No refresh token");
    }

    private static List<Answer> tenTimes(String client, String token) {
        return Request.atOnce(10, () -> refresh(client, token));
    }

    private static Answer refresh(String client, String token) {
        return refresh(client, token, "");
    }

    private static Answer refresh(String client, String token, String scope) {
        return Request.api()
                .basic(client, secret(client))
                .json("grant_type", "refresh_token", "refresh_token", token, "scope", scope);
    }

    private static String serverToken(String client) {
        return Request.api()
                .basic(client, secret(client))
                .json("grant_type", "client_credentials", "scope", "write read")
                .data("refresh_token");
    }

    private static String userToken() {
        return Request.api()
                .basic(WEB_APP, secret(WEB_APP))
                .json("grant_type", "password", "email", "jane@example.com", "password", "jane-password")
                .data("refresh_token");
    }
}
