package io.github.apiauth.keycloak.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Request;
import io.github.apiauth.keycloak.it.server.SameInContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client may do is asked of the user where it has <i>Consent required</i>. */
@SameInContainer
class ConsentPageIT {

    private static final String CLIENT = "browser-consent-app";

    @RegisterExtension
    private static final TestBrowser BROWSER = new TestBrowser();

    private static ClientApp app;

    @BeforeAll
    static void createClient() {
        ClientApp.createWithConsent(CLIENT, "Expenses for <b>Teams</b>");
        app = ClientApp.start(CLIENT);
    }

    @AfterAll
    static void deleteClient() {
        app.close();
        AdminApi.shared().delete(AdminApi.shared().client("api", CLIENT));
    }

    @Test
    void givenClientThatAsksForScopes_thenThePageNamesThemAndIt() {
        assertThat(logIn("read%20write").text())
                .contains("Expenses for <b>Teams</b>", "Read your data", "Change your data")
                .doesNotContain("Administer the API");
    }

    @Test
    void givenAcceptance_thenATokenWithTheScope() {
        logIn("read").accept();
        Answer token = Request.api()
                .json(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        CLIENT,
                        "redirect_uri",
                        app.callback(),
                        "code",
                        app.awaitRedirect(BROWSER.driver()).getOrDefault("code", ""));
        assertThat(token.data("scope")).isEqualTo("read");
    }

    @Test
    void givenRefusal_thenTheApplicationIsTold() {
        logIn("read").refuse();
        assertThat(app.awaitRedirect(BROWSER.driver()))
                .containsEntry("error", "access_denied")
                .doesNotContainKey("code");
    }

    private static ConsentPage logIn(String scope) {
        LoginPage.open(
                        BROWSER.driver(),
                        Lane.API.authorize("response_type=code&prompt=consent&client_id=" + CLIENT + "&scope=" + scope
                                + "&redirect_uri=" + app.callback()))
                .logIn("jane@example.com", "jane-password");
        return new ConsentPage(BROWSER.driver());
    }
}
