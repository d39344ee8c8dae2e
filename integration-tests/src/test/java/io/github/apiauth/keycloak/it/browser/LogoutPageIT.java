package io.github.apiauth.keycloak.it.browser;

import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.SameInContainer;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logging out at Keycloak's endpoint without an ID token, where users are asked. */
@SameInContainer
class LogoutPageIT {

    @RegisterExtension
    private static final TestBrowser BROWSER = new TestBrowser();

    private static ClientApp app;

    @BeforeAll
    static void startApplication() {
        app = ClientApp.start(WEB_APP);
    }

    @AfterAll
    static void stopApplication() {
        app.close();
    }

    @BeforeEach
    void logIn() {
        LoginPage.open(BROWSER.driver(), login()).logIn("jane@example.com", "jane-password");
        app.awaitRedirect(BROWSER.driver());
    }

    @Test
    void givenConfirmation_thenLoggedOut() {
        LogoutPage.open(BROWSER.driver(), "").confirm();
        assertThat(new InfoPage(BROWSER.driver()).heading()).isEqualTo(ThemeMessages.ENGLISH.text("successLogout"));
        assertThat(LoginPage.open(BROWSER.driver(), login()).email()).isEmpty();
    }

    @Test
    void givenNoConfirmation_thenStillLoggedIn() {
        LogoutPage.open(BROWSER.driver(), "");
        BROWSER.driver().get(login().toString());
        assertThat(app.awaitRedirect(BROWSER.driver())).containsKey("code");
    }

    @Test
    void givenAddressToReturnTo_thenThere() {
        LogoutPage.open(BROWSER.driver(), "client_id=web-app&state=bye&post_logout_redirect_uri=" + app.callback())
                .confirm();
        assertThat(app.awaitRedirect(BROWSER.driver())).containsEntry("state", "bye");
    }

    private static URI login() {
        return Lane.API.authorize("response_type=code&client_id=web-app&redirect_uri=" + app.callback());
    }
}
