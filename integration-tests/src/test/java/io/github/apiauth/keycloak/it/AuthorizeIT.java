package io.github.apiauth.keycloak.it;

import static io.github.apiauth.keycloak.it.Envelopes.assertError;
import static io.github.apiauth.keycloak.it.server.Clients.SERVER_APP;
import static io.github.apiauth.keycloak.it.server.Clients.SPA_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Browser;
import io.github.apiauth.keycloak.it.server.Clock;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.KeycloakServer;
import io.github.apiauth.keycloak.it.server.Pkce;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.SameInContainer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authorization code and implicit grant through the API lane's addresses. */
@SameInContainer
class AuthorizeIT {

    private static final String PATH = "/realms/api/rest/api/v2/oauth/authorize";
    private static final String WEB_CALLBACK = "http://localhost:3000/callback";
    private static final String SPA_CALLBACK = "http://localhost:3001/callback";

    @Test
    void givenCode_thenItIsExchangedOnTheLane() {
        Map<String, String> redirect = login("response_type=code&client_id=web-app&redirect_uri=" + WEB_CALLBACK
                + "&scope=write%20read&state=a%20b");
        assertThat(redirect).containsEntry("state", "a b").containsKey("code");
        Answer answer = exchange(code(redirect), WEB_CALLBACK);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.data("scope")).isEqualTo("write read");
        assertThat(answer.data().path("expires_in").asInt()).isEqualTo(86400);
        assertThat(answer.data().has("refresh_token")).isTrue();
    }

    @Test
    void givenNoScope_thenRead() {
        Map<String, String> redirect = login("response_type=code&client_id=web-app&redirect_uri=" + WEB_CALLBACK);
        assertThat(redirect).doesNotContainKey("state");
        assertThat(exchange(code(redirect), WEB_CALLBACK).data("scope")).isEqualTo("read");
    }

    @Test
    void givenNoRedirectUri_thenTheClientsOnlyOne() {
        Answer answer = loginAnswer("response_type=code&client_id=web-app");
        assertThat(answer.header("Location").get(0)).startsWith(WEB_CALLBACK + "?");
        assertThat(exchange(code(Browser.parameters(answer)), "").status()).isEqualTo(200);
    }

    @Test
    void givenUsedCode_thenRefusedAndItsTokensDie() {
        Map<String, String> redirect = login("response_type=code&client_id=web-app&redirect_uri=" + WEB_CALLBACK);
        String access = exchange(code(redirect), WEB_CALLBACK).data("access_token");
        assertError(exchange(code(redirect), WEB_CALLBACK), 400, "invalid_grant", "Code not valid");
        assertThat(Request.to("/realms/api/rest/api/v2/oauth/introspect")
                        .basic(SERVER_APP, secret(SERVER_APP))
                        .json("token", access)
                        .data("active"))
                .isEqualTo("false");
    }

    @Test
    void givenAnotherRedirectUri_thenTheCodeIsRefused() {
        Map<String, String> redirect = login("response_type=code&client_id=web-app&redirect_uri=" + WEB_CALLBACK);
        assertError(exchange(code(redirect), WEB_CALLBACK + "/other"), 400, "invalid_grant", "Incorrect redirect_uri");
    }

    @Test
    void givenAnotherClient_thenTheCodeIsRefused() {
        Map<String, String> redirect = login("response_type=code&client_id=web-app&redirect_uri=" + WEB_CALLBACK);
        Answer answer = Request.api()
                .basic(SERVER_APP, secret(SERVER_APP))
                .json("grant_type", "authorization_code", "code", code(redirect), "redirect_uri", WEB_CALLBACK);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.data("error")).isEqualTo("invalid_grant");
    }

    @Test
    void givenPublicClient_thenPkceIsRequired() {
        String verifier = "a-verifier-that-is-at-least-43-characters-long";
        String challenge = Pkce.challenge(verifier);
        Map<String, String> redirect =
                login("response_type=code&client_id=spa-app&code_challenge_method=S256&code_challenge=" + challenge);
        Answer wrong =
                Request.api().json("grant_type", "authorization_code", "client_id", SPA_APP, "code", code(redirect));
        assertThat(wrong.status()).isEqualTo(400);

        redirect = login("response_type=code&client_id=spa-app&code_challenge_method=S256&code_challenge=" + challenge);
        Answer right = Request.api()
                .json(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        SPA_APP,
                        "code",
                        code(redirect),
                        "code_verifier",
                        verifier);
        assertThat(right.status()).as(right.body()).isEqualTo(200);

        Answer without = new Browser().open(address("response_type=code&client_id=spa-app"));
        assertThat(Browser.parameters(without)).containsEntry("error", "invalid_request");
    }

    @Test
    void givenImplicit_thenTokenInTheFragment() {
        Answer answer = loginAnswer("response_type=token&client_id=spa-app&state=xyz&redirect_uri=" + SPA_CALLBACK);
        assertThat(answer.header("Location").get(0)).startsWith(SPA_CALLBACK + "#");
        Map<String, String> fragment = Browser.parameters(answer);
        assertThat(fragment)
                .containsEntry("token_type", "Bearer")
                .hasEntrySatisfying("expires_in", seconds -> assertThat(Integer.parseInt(seconds))
                        .isBetween(86398, 86400))
                .containsEntry("scope", "read")
                .containsEntry("state", "xyz")
                .doesNotContainKey("refresh_token");
        assertThat(Jwt.claims(fragment.getOrDefault("access_token", ""))
                        .path("scope")
                        .asText())
                .isEqualTo("read");
    }

    @Test
    void givenImplicitAndLoggedInUser_thenPromptNoneGivesTheSame() {
        Browser browser = new Browser();
        String query = "response_type=token&client_id=spa-app&redirect_uri=" + SPA_CALLBACK;
        browser.login(browser.open(address(query)), "jane@example.com", "jane-password");
        assertThat(Browser.parameters(browser.open(address(query + "&prompt=none"))))
                .containsEntry("scope", "read")
                .containsKey("access_token");
    }

    @Test
    void givenImplicitOnTheStandardLane_thenAsKeycloakAnswers() {
        Browser browser = new Browser();
        Answer page = browser.open(URI.create(KeycloakServer.shared().url()
                + "/realms/api/protocol/openid-connect/auth?response_type=token&client_id=spa-app&scope=read&redirect_uri="
                + SPA_CALLBACK));
        assertThat(Browser.parameters(browser.login(page, "jane@example.com", "jane-password")))
                .containsOnlyKeys("session_state", "iss", "access_token", "token_type", "expires_in");
    }

    @Test
    void givenCodeOlderThanItsLifespan_thenRefused() {
        AdminApi.shared().put("/realms/api", Map.of("accessCodeLifespan", 1));
        try {
            Map<String, String> redirect = login("response_type=code&client_id=web-app&redirect_uri=" + WEB_CALLBACK);
            Clock.awaitAfter(Instant.now().plusSeconds(1));
            Answer answer = exchange(code(redirect), WEB_CALLBACK);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.data("error")).isEqualTo("invalid_grant");
        } finally {
            AdminApi.shared().put("/realms/api", Map.of("accessCodeLifespan", 60));
        }
    }

    @Test
    void givenConsentRequired_thenTheUserIsAskedAndDecides() {
        AdminApi.shared()
                .post(
                        "/realms/api/clients",
                        Map.of(
                                "clientId",
                                "consent-app",
                                "publicClient",
                                true,
                                "consentRequired",
                                true,
                                "redirectUris",
                                List.of(WEB_CALLBACK),
                                "optionalClientScopes",
                                List.of("read", "write")));
        try {
            Browser refusing = new Browser();
            String query = "response_type=code&client_id=consent-app&scope=read";
            Answer page = consentPage(refusing, query);
            assertThat(page.body()).contains("Read your data").doesNotContain("Change your data");
            assertThat(Browser.parameters(refusing.submit(page, "cancel=No"))).containsEntry("error", "access_denied");

            Browser accepting = new Browser();
            Map<String, String> redirect =
                    Browser.parameters(accepting.submit(consentPage(accepting, query), "accept=Yes"));
            Answer token = Request.api()
                    .json("grant_type", "authorization_code", "client_id", "consent-app", "code", code(redirect));
            assertThat(token.data("scope")).isEqualTo("read");
        } finally {
            AdminApi.shared().delete(AdminApi.shared().client("api", "consent-app"));
        }
    }

    @Test
    void givenLogout_thenTheSessionAndItsRefreshTokenEnd() {
        Browser browser = new Browser();
        String query = "response_type=code&client_id=web-app&scope=openid%20read&redirect_uri=" + WEB_CALLBACK;
        Answer redirect = browser.login(browser.open(address(query)), "jane@example.com", "jane-password");
        Answer tokens = exchange(code(Browser.parameters(redirect)), WEB_CALLBACK);

        Answer out = browser.open(URI.create(KeycloakServer.shared().url()
                + "/realms/api/protocol/openid-connect/logout?post_logout_redirect_uri=" + WEB_CALLBACK
                + "&id_token_hint=" + tokens.data("id_token")));
        assertThat(out.header("Location")).containsExactly(WEB_CALLBACK);
        assertThat(browser.open(address(query)).status())
                .as("the login page again")
                .isEqualTo(200);
        Answer refreshed = Request.api()
                .basic(WEB_APP, secret(WEB_APP))
                .json("grant_type", "refresh_token", "refresh_token", tokens.data("refresh_token"));
        assertThat(refreshed.status()).isEqualTo(401);
        assertThat(refreshed.data("error")).isEqualTo("invalid_grant");
    }

    @Test
    void givenPostWithAForm_thenTheLoginPage() {
        Answer page = Request.to(PATH).form("response_type", "code", "client_id", WEB_APP);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type").get(0)).startsWith("text/html");
        assertThat(page.body()).contains("<form");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "response_type=code&client_id=web-app&redirect_uri=https://evil.example/",
                "response_type=code&client_id=nobody&redirect_uri=http://localhost:3000/callback",
                "response_type=code",
            })
    void givenUnknownClientOrRedirectUri_thenAPageAndNoRedirect(String query) {
        Answer answer = new Browser().open(address(query));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer.header("Content-Type").get(0)).startsWith("text/html");
    }

    @Test
    void givenScopeThatTheClientMayNotHave_thenTheErrorIsRedirected() {
        Answer answer = new Browser()
                .open(address("response_type=code&client_id=web-app&scope=admin&state=1&redirect_uri=" + WEB_CALLBACK));
        assertThat(Browser.parameters(answer))
                .containsEntry("error", "invalid_scope")
                .containsEntry("state", "1");
    }

    @Test
    void givenWrongMethodOrBody_thenTheEnvelope() {
        Answer put = Request.to(PATH).method("PUT");
        assertThat(put.status()).isEqualTo(405);
        assertThat(put.header("Allow")).containsExactly("GET, OPTIONS, POST");
        assertThat(put.data("error")).isEqualTo("invalid_request");
        assertThat(Request.to(PATH).post("text/plain", "x").status()).isEqualTo(415);
        assertError(
                Request.to(PATH).post("application/x-www-form-urlencoded", "client_id=%zz"),
                400,
                "invalid_request",
                "The form is not properly percent-encoded");
        assertThat(Request.to(PATH + "/device").method("GET").status()).isEqualTo(404);
    }

    private static Answer consentPage(Browser browser, String query) {
        Answer redirect = browser.login(browser.open(address(query)), "jane@example.com", "jane-password");
        return browser.open(URI.create(redirect.header("Location").get(0)));
    }

    private static Answer exchange(String code, String redirectUri) {
        return Request.api()
                .basic(WEB_APP, secret(WEB_APP))
                .json("grant_type", "authorization_code", "code", code, "redirect_uri", redirectUri);
    }

    private static String code(Map<String, String> redirect) {
        return redirect.getOrDefault("code", "");
    }

    private static Map<String, String> login(String query) {
        return Browser.parameters(loginAnswer(query));
    }

    private static Answer loginAnswer(String query) {
        return Browser.loginAsJane(address(query));
    }

    private static URI address(String query) {
        return URI.create(KeycloakServer.shared().url() + PATH + "?" + query);
    }
}
