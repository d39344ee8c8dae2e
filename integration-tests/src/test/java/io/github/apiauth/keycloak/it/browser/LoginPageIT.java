package io.github.apiauth.keycloak.it.browser;

import static io.github.apiauth.keycloak.it.server.Clients.SPA_APP;
import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static io.github.apiauth.keycloak.it.server.Clients.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Jwt;
import io.github.apiauth.keycloak.it.server.Once;
import io.github.apiauth.keycloak.it.server.Pkce;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.SameInContainer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in through the realm's pages, as applications with users send people there. */
@SameInContainer
class LoginPageIT {

    private static final String JANE = "jane@example.com";
    private static final String JANES_PASSWORD = "jane-password";
    private static final String REFUSED = ThemeMessages.ENGLISH.text("invalidUserMessage");

    @RegisterExtension
    private static final TestBrowser BROWSER = new TestBrowser();

    private static ClientApp webApp;
    private static ClientApp spaApp;

    @BeforeAll
    static void startApplications() {
        webApp = ClientApp.start(WEB_APP);
        spaApp = ClientApp.start(SPA_APP);
    }

    @AfterAll
    static void stopApplications() {
        webApp.close();
        spaApp.close();
    }

    @ParameterizedTest
    @EnumSource
    void givenPublicClient_thenACodeForItsVerifier(Lane lane) {
        String verifier = "a-verifier-of-a-browser-with-at-least-43-characters";
        String challenge = Pkce.challenge(verifier);
        open(
                        lane,
                        "response_type=code&client_id=spa-app&scope=read&state=a%20b&code_challenge_method=S256&code_challenge="
                                + challenge + "&redirect_uri=" + spaApp.callback())
                .logIn(JANE, JANES_PASSWORD);
        Map<String, String> redirect = spaApp.awaitRedirect(BROWSER.driver());
        assertThat(redirect).containsEntry("state", "a b");
        Answer answer = Request.api()
                .json(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        SPA_APP,
                        "code",
                        code(redirect),
                        "code_verifier",
                        verifier,
                        "redirect_uri",
                        spaApp.callback());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.data("scope")).isEqualTo("read");
    }

    @ParameterizedTest
    @EnumSource
    void givenClientWithSecret_thenACode(Lane lane) {
        open(lane, webAppQuery()).logIn(JANE, JANES_PASSWORD);
        Answer answer = exchange(code(webApp.awaitRedirect(BROWSER.driver())));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.data("scope")).isEqualTo("read write");
    }

    @Test
    void givenImplicitGrant_thenTheTokenInTheFragment() {
        open(Lane.API, "response_type=token&client_id=spa-app&scope=read&state=xyz&redirect_uri=" + spaApp.callback())
                .logIn(JANE, JANES_PASSWORD);
        Map<String, String> fragment = spaApp.awaitRedirect(BROWSER.driver());
        assertThat(BROWSER.driver().getCurrentUrl()).startsWith(spaApp.callback() + "#");
        assertThat(fragment)
                .containsEntry("token_type", "Bearer")
                .containsEntry("scope", "read")
                .containsEntry("state", "xyz");
        assertThat(Jwt.claims(fragment.getOrDefault("access_token", ""))
                        .path("scope")
                        .asText())
                .isEqualTo("read");
    }

    @Test
    void givenLoggedInUser_thenTheNextApplicationAsksNothing() {
        open(Lane.API, webAppQuery()).logIn(JANE, JANES_PASSWORD);
        webApp.awaitRedirect(BROWSER.driver());
        BROWSER.driver()
                .get(Lane.API
                        .authorize("response_type=token&client_id=spa-app&redirect_uri=" + spaApp.callback())
                        .toString());
        assertThat(spaApp.awaitRedirect(BROWSER.driver())).containsKey("access_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane", "JANE@example.com"})
    void givenUsernameOrCapitals_thenLoggedInAsWell(String name) {
        open(Lane.API, webAppQuery()).logIn(name, JANES_PASSWORD);
        assertThat(webApp.awaitRedirect(BROWSER.driver())).containsKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {JANE, "nobody@example.com", "jane@example"})
    void givenWrongPasswordOrNobody_thenTheSameMessage(String email) {
        LoginPage again = open(Lane.API, webAppQuery()).logInInVain(email, "wrong-password");
        assertThat(again.error()).isEqualTo(REFUSED);
        assertThat(again.email()).isEqualTo(email);
    }

    @Test
    void givenWrongPasswordAtFirst_thenTheSecondTrySucceeds() {
        open(Lane.API, webAppQuery()).logInInVain(JANE, "wrong-password").logIn(JANE, JANES_PASSWORD);
        assertThat(webApp.awaitRedirect(BROWSER.driver())).containsKey("code");
    }

    @Once
    @Test
    void givenTooManyFailures_thenLockedWithTheSameMessage() {
        String email = "locked-in-browser@example.com";
        String password = "locked-in-browser-password";
        String id = AdminApi.shared().createUser("api", "locked-in-browser", email, password, Map.of());
        try {
            LoginPage page = open(Lane.API, webAppQuery());
            for (int failures = 0; failures < 10; failures++) {
                page = page.logInInVain(email, "wrong-password");
            }
            assertThat(AdminApi.shared()
                            .get("/realms/api/attack-detection/brute-force/users/" + id)
                            .path("disabled")
                            .asBoolean())
                    .isTrue();
            assertThat(page.logInInVain(email, password).error()).isEqualTo(REFUSED);
        } finally {
            AdminApi.shared().delete("/realms/api/users/" + id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "response_type=code&client_id=nobody",
                "response_type=code&client_id=web-app&redirect_uri=https://evil.example/"
            })
    void givenUnknownClientOrRedirectUri_thenAnErrorPage(String query) {
        ErrorPage page = ErrorPage.open(BROWSER.driver(), Lane.API.authorize(query));
        assertThat(page.message()).isNotBlank();
        assertThat(BROWSER.driver().getCurrentUrl())
                .startsWith(Lane.API.authorize("").toString());
    }

    private static LoginPage open(Lane lane, String query) {
        return LoginPage.open(BROWSER.driver(), lane.authorize(query));
    }

    private static String webAppQuery() {
        return "response_type=code&client_id=web-app&scope=read%20write&redirect_uri=" + webApp.callback();
    }

    private static Answer exchange(String code) {
        return Request.api()
                .basic(WEB_APP, secret(WEB_APP))
                .json("grant_type", "authorization_code", "code", code, "redirect_uri", webApp.callback());
    }

    private static String code(Map<String, String> redirect) {
        return redirect.getOrDefault("code", "");
    }
}
