package io.github.apiauth.keycloak.it.browser;

import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.Once;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** The login page as people see it who have set their browser to a language or to colours, or have no mouse. */
@OnChromium
@Once
class LoginAppearanceIT {

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

    @ParameterizedTest
    @EnumSource
    void givenAnyLanguage_thenNotScrolledSidewaysOnAPhone(Language language) {
        BROWSER.chromium().resize(Size.PHONE);
        open("&ui_locales=" + language.locale().toLanguageTag()).logInInVain("jane@example.com", "wrong-password");
        assertThat(BROWSER.chromium().pixelsToScrollSideways()).isZero();
        BROWSER.chromium().screenshot("login/login-refused-phone-" + language.locale());
    }

    @ParameterizedTest
    @EnumSource
    void givenPreference_thenThePageInItsColours(Colours colours) {
        open("");
        BROWSER.chromium().show(colours);
        double brightness = BROWSER.chromium().brightness();
        assertThat(brightness < 0.5).as("brightness %s", brightness).isEqualTo(colours == Colours.DARK);
    }

    @Test
    void givenKeyboardOnly_thenLoggedIn() {
        open("");
        Page.await(
                BROWSER.driver(),
                driver -> driver.switchTo().activeElement().equals(driver.findElement(LoginPage.EMAIL)));
        BROWSER.chromium().type("jane@example.com", Keys.TAB, "jane-password", Keys.ENTER);
        assertThat(app.awaitRedirect(BROWSER.driver())).containsKey("code");
    }

    private static LoginPage open(String more) {
        String query = "response_type=code&client_id=" + WEB_APP + "&redirect_uri=" + app.callback() + more;
        return LoginPage.open(BROWSER.driver(), Lane.API.authorize(query));
    }
}
