package io.github.apiauth.keycloak.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.SameInContainer;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages say where they lead to, and those on which it does not go on how to go on. */
@SameInContainer
class WayOnIT {

    private static final String CLIENT = "browser-way-on";
    private static final String JANE = "jane@example.com";
    private static final String JANES_PASSWORD = "jane-password";

    @RegisterExtension
    private static final TestBrowser BROWSER = new TestBrowser();

    private static ClientApp app;

    @BeforeAll
    static void createClientWithAHomeUrl() {
        ClientApp.createWithConsent(CLIENT, "Expenses for <b>Teams</b>");
        app = ClientApp.start(CLIENT);
        AdminApi.shared()
                .put(AdminApi.shared().client("api", CLIENT), Map.of("baseUrl", app.callback() + "?from=page"));
    }

    @AfterAll
    static void deleteClient() {
        app.close();
        AdminApi.shared().delete(AdminApi.shared().client("api", CLIENT));
    }

    @Test
    void givenLoginPage_thenItNamesTheApplication() {
        assertThat(openLogin().application())
                .isEqualTo(ThemeMessages.ENGLISH.text("continueTo", "Expenses for <b>Teams</b>"));
    }

    @Test
    void givenApplicationWithoutAName_thenItsId() {
        AdminApi.shared().put(AdminApi.shared().client("api", CLIENT), Map.of("name", ""));
        try {
            assertThat(openLogin().application()).isEqualTo(ThemeMessages.ENGLISH.text("continueTo", CLIENT));
        } finally {
            AdminApi.shared().put(AdminApi.shared().client("api", CLIENT), Map.of("name", "Expenses for <b>Teams</b>"));
        }
    }

    /** By the address of the page before, which is what Back asks for. */
    @Test
    void givenBackAfterDeny_thenBackToTheApplication() {
        openLogin().logIn(JANE, JANES_PASSWORD);
        ConsentPage consent = new ConsentPage(BROWSER.driver());
        URI address = URI.create(String.valueOf(BROWSER.driver().getCurrentUrl()));
        consent.refuse();
        app.awaitRedirect(BROWSER.driver());
        ErrorPage page = ErrorPage.open(BROWSER.driver(), address);
        assertThat(page.message()).contains(ThemeMessages.ENGLISH.text("cookieNotFoundMessage"));
        BROWSER.screenshot("login/back-after-deny");
        page.backToApplication();
        assertThat(app.awaitRedirect(BROWSER.driver())).containsEntry("from", "page");
    }

    @Test
    void givenPageThatWasSentBefore_thenOnWhereOneWas() {
        openExpiredPage().goOn();
        new ConsentPage(BROWSER.driver()).accept();
        assertThat(app.awaitRedirect(BROWSER.driver())).containsKey("code");
    }

    @Test
    void givenPageThatWasSentBefore_thenOverAgain() {
        openExpiredPage().startOver().logIn(JANE, JANES_PASSWORD);
        new ConsentPage(BROWSER.driver()).accept();
        assertThat(app.awaitRedirect(BROWSER.driver())).containsKey("code");
    }

    /** Keycloak disables the button when the form is sent, and the browser's Back shows the page as it was left. */
    @Test
    @OnChromium
    void givenBackToAFormThatWasSent_thenSentAgain() {
        openLogin().logInInVain(JANE, "wrong-password");
        BROWSER.driver().navigate().back();
        LoginPage again = new LoginPage(BROWSER.driver()).logInInVain(JANE, JANES_PASSWORD);
        again.logIn(JANE, JANES_PASSWORD);
        new ConsentPage(BROWSER.driver());
    }

    @Test
    void givenRequestThatCannotGoOn_thenBackToTheApplication() {
        ErrorPage.open(
                        BROWSER.driver(),
                        Lane.API.authorize(
                                "response_type=code&client_id=" + CLIENT + "&redirect_uri=https://evil.example/"))
                .backToApplication();
        assertThat(app.awaitRedirect(BROWSER.driver())).containsEntry("from", "page");
    }

    @Test
    void givenSignOut_thenBackToTheApplication() {
        openLogin().logIn(JANE, JANES_PASSWORD);
        new ConsentPage(BROWSER.driver()).accept();
        app.awaitRedirect(BROWSER.driver());
        LogoutPage.open(BROWSER.driver(), "client_id=" + CLIENT).confirm();
        InfoPage page = new InfoPage(BROWSER.driver());
        BROWSER.screenshot("login/logged-out-of-an-application");
        page.backToApplication();
        assertThat(app.awaitRedirect(BROWSER.driver())).containsEntry("from", "page");
    }

    private static LoginPage openLogin() {
        return LoginPage.open(
                BROWSER.driver(),
                Lane.API.authorize("response_type=code&prompt=consent&scope=read&client_id=" + CLIENT + "&redirect_uri="
                        + app.callback()));
    }

    private static ExpiredPage openExpiredPage() {
        LoginPage login = openLogin();
        URI action = login.action();
        login.logIn(JANE, JANES_PASSWORD);
        new ConsentPage(BROWSER.driver());
        BROWSER.driver().get(action.toString());
        ExpiredPage page = new ExpiredPage(BROWSER.driver());
        BROWSER.screenshot("login/expired");
        return page;
    }
}
