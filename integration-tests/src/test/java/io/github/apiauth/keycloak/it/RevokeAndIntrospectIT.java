package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.Envelopes.assertError;
import static io.github.apiauth.keycloak.it.server.Clients.ADMIN_APP;
import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.SPA_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.SameInContainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API lane's revocation (RFC 7009) and introspection (RFC 7662) endpoints. */
@SameInContainer
class RevokeAndIntrospectIT {

    private static final String REVOKED = "{\"error\":false,\"data\":{},\"message\":\"Token revoked\"}";
    private static final String INACTIVE =
            "{\"error\":false,\"data\":{\"active\":false},\"message\":\"Token introspected\"}";

    private String accessToken = "";
    private String refreshToken = "";

    @BeforeEach
    void issueToken() {
        Answer answer = Request.api()
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("grant_type", "client_credentials", "scope", "read write");
        accessToken = answer.data("access_token");
        refreshToken = answer.data("refresh_token");
    }

    @Test
    void givenAccessToken_thenRevokedAndInactive() {
        Answer answer = revoke().json("token", accessToken);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(REVOKED);
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
        assertThat(introspect().json("token", accessToken).body()).isEqualTo(INACTIVE);
    }

    @Test
    void givenRefreshToken_thenRevokedAndRefused() {
        assertThat(revoke().form("token", refreshToken, "token_type_hint", "refresh_token")
                        .body())
                .isEqualTo(REVOKED);
        Answer refresh = Request.api()
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("grant_type", "refresh_token", "refresh_token", refreshToken);
        assertThat(refresh.status()).isEqualTo(401);
        assertThat(refresh.data("error")).isEqualTo("invalid_grant");
    }

    @Test
    void givenUnknownToken_thenThatIsNoError() {
        Answer answer = revoke().json("token", "garbage");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(REVOKED);
    }

    @Test
    void givenAnotherClientsToken_thenItStaysAlive() {
        Answer answer = Request.to("/realms/api/rest/api/v2/oauth/revoke")
                .basic(ADMIN_APP, secret(ADMIN_APP))
                .json("token", accessToken);
        assertError(answer, 400, "invalid_request", "Unmatching clients");
        assertThat(introspect().json("token", accessToken).data("active")).isEqualTo("true");
    }

    @Test
    void givenIdToken_thenUnsupportedTokenType() {
        String idToken = Request.api()
                .basic(WEB_APP, secret(WEB_APP))
                .json(
                        "grant_type", "password",
                        "email", "jane@example.com",
                        "password", "jane-password",
                        "scope", "openid")
                .data("id_token");
        Answer answer = Request.to("/realms/api/rest/api/v2/oauth/revoke")
                .basic(WEB_APP, secret(WEB_APP))
                .json("token", idToken);
        assertError(answer, 400, "unsupported_token_type", "Unsupported token type");
    }

    @Test
    void givenToken_thenKeycloaksIntrospectionIsTheData() {
        Answer lane = introspect().json("token", accessToken);
        Answer own = Request.standard("token/introspect")
                .basic(SERVER_APP, secret(SERVER_APP))
                .form("token", accessToken);
        assertThat(lane.status()).isEqualTo(200);
        assertThat(lane.data()).isEqualTo(own.json());
        assertThat(lane.data("active")).isEqualTo("true");
        assertThat(lane.data("scope")).isEqualTo("read write");
        assertThat(lane.json().path("message").asText()).isEqualTo("Token introspected");
        assertThat(lane.header("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void givenAnotherClient_thenItMayIntrospectATokenForTheApi() {
        assertThat(Request.to("/realms/api/rest/api/v2/oauth/introspect")
                        .basic(WEB_APP, secret(WEB_APP))
                        .form("token", accessToken)
                        .data("active"))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c"})
    void givenGarbage_thenInactiveAndNothingElse(String token) {
        Answer answer = introspect().json("token", token);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(INACTIVE);
    }

    @Test
    void givenPublicClient_thenItMayNotIntrospect() {
        assertError(
                Request.to("/realms/api/rest/api/v2/oauth/introspect").json("client_id", SPA_APP, "token", accessToken),
                403,
                "invalid_request",
                "Client not allowed.");
    }

    @ParameterizedTest
    @CsvSource({"revoke, Token not provided", "introspect, Token not provided."})
    void givenNoToken_thenInvalidRequest(String endpoint, String description) {
        assertError(
                Request.to("/realms/api/rest/api/v2/oauth/" + endpoint)
                        .basic(SERVER_APP, secret(SERVER_APP))
                        .json(new Object[0]),
                400,
                "invalid_request",
                description);
    }

    @ParameterizedTest
    @CsvSource({"revoke, server-app", "revoke, nobody", "introspect, server-app", "introspect, nobody"})
    void givenWrongCredentials_thenInvalidClientWhetherTheClientExistsOrNot(String endpoint, String client) {
        Answer answer = Request.to("/realms/api/rest/api/v2/oauth/" + endpoint)
                .basic(client, "wrong")
                .json("token", accessToken);
        assertError(answer, 401, "invalid_client", "Invalid client or Invalid client credentials");
        assertThat(answer.header("WWW-Authenticate")).containsExactly("Basic realm=\"api\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoke", "introspect"})
    void givenTokenInTheQuery_thenRefused(String endpoint) {
        assertError(
                Request.to("/realms/api/rest/api/v2/oauth/" + endpoint + "?token=x")
                        .basic(SERVER_APP, secret(SERVER_APP))
                        .json("token", accessToken),
                400,
                "invalid_request",
                "Parameter 'token' must be in the body, not in the query string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoke", "introspect"})
    void givenGet_thenMethodNotAllowed(String endpoint) {
        Answer answer = Request.to("/realms/api/rest/api/v2/oauth/" + endpoint).method("GET");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).containsExactly("OPTIONS, POST");
    }

    private static Request revoke() {
        return Request.to("/realms/api/rest/api/v2/oauth/revoke").basic(SERVER_APP, secret(SERVER_APP));
    }

    private static Request introspect() {
        return Request.to("/realms/api/rest/api/v2/oauth/introspect").basic(SERVER_APP, secret(SERVER_APP));
    }
}
