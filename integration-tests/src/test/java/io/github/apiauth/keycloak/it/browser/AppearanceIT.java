package io.github.apiauth.keycloak.it.browser;

import static io.github.apiauth.keycloak.it.server.Clients.WEB_APP;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Once;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Each page as people see it: on a phone, a tablet and a desktop, zoomed, in the dark, by keyboard, and for assistive technology. */
@OnChromium
@Once
@ParameterizedClass
@MethodSource("pages")
class AppearanceIT {

    /** WCAG 2.2, level AA, and what axe-core recommends beyond it. */
    private static final List<String> WCAG =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static final String PASSWORD = "appearance-password";

    @RegisterExtension
    private static final TestBrowser BROWSER = new TestBrowser();

    private static final List<String> USERS = new ArrayList<>();
    private static final String CLIENT = "browser-expenses";

    private static MailServer mails;
    private static ClientApp app;

    private final Shown page;

    AppearanceIT(Shown page) {
        this.page = page;
    }

    @BeforeAll
    static void start() {
        mails = MailServer.start();
        app = ClientApp.start(WEB_APP);
        ClientApp.createWithConsent(CLIENT, "Expenses", app.callback());
        for (String action : List.of("UPDATE_PASSWORD", "VERIFY_EMAIL")) {
            String name = "appearance-" + action.toLowerCase(Locale.ROOT);
            USERS.add(AdminApi.shared()
                    .createUser(
                            "api", name, name + "@example.com", PASSWORD, Map.of("requiredActions", List.of(action))));
        }
    }

    @AfterAll
    static void stop() {
        USERS.forEach(id -> AdminApi.shared().delete("/realms/api/users/" + id));
        AdminApi.shared().delete(AdminApi.shared().client("api", CLIENT));
        app.close();
        mails.close();
    }

    /** A page, and the way to it. */
    private record Shown(String name, Runnable open) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** Once for all that is looked at on it: the way to some is long. */
    @BeforeParameterizedClassInvocation
    static void open(Shown page) {
        page.open().run();
    }

    static Stream<Shown> pages() {
        return Stream.of(
                new Shown("login", AppearanceIT::openLogin),
                new Shown("login-refused", () -> openLogin().logInInVain("jane@example.com", "wrong-password")),
                new Shown("consent", () -> {
                    LoginPage.open(BROWSER.driver(), authorize(CLIENT, "&scope=read%20write"))
                            .logIn("jane@example.com", "jane-password");
                    new ConsentPage(BROWSER.driver());
                }),
                new Shown("error", () -> ErrorPage.open(BROWSER.driver(), authorize("nobody", ""))),
                new Shown("forgot-password", () -> openLogin().forgotPassword()),
                new Shown("mail-sent", () -> openLogin().forgotPassword().send("nobody@example.com")),
                new Shown("new-password", () -> {
                    openLogin().logIn("appearance-update_password@example.com", PASSWORD);
                    new UpdatePasswordPage(BROWSER.driver());
                }),
                new Shown("new-password-refused", () -> {
                    openLogin().logIn("appearance-update_password@example.com", PASSWORD);
                    new UpdatePasswordPage(BROWSER.driver()).choose(PASSWORD, "another-password");
                    new UpdatePasswordPage(BROWSER.driver());
                }),
                new Shown("confirm-address", () -> {
                    openLogin().logIn("appearance-verify_email@example.com", PASSWORD);
                    new VerifyEmailPage(BROWSER.driver());
                }),
                new Shown("logout", AppearanceIT::openLogout),
                new Shown("logged-out", () -> {
                    openLogout().confirm();
                    new InfoPage(BROWSER.driver());
                }));
    }

    @Test
    void givenAnyColours_thenAccessible() {
        for (Colours colours : Colours.values()) {
            BROWSER.chromium().show(colours);
            Results results = new AxeBuilder().withTags(WCAG).analyze(BROWSER.driver());
            assertThat(results.getPasses()).as("what was looked at").isNotEmpty();
            assertThat(results.getViolations()).as("in %s", colours).isEmpty();
        }
    }

    @Test
    void givenAnySize_thenNotScrolledSideways() {
        for (Size size : Size.values()) {
            BROWSER.chromium().resize(size);
            assertThat(BROWSER.chromium().pixelsToScrollSideways())
                    .as("%s", size)
                    .isZero();
            for (Colours colours : Colours.values()) {
                BROWSER.chromium().show(colours);
                BROWSER.chromium().screenshot("login/" + page + "-" + size + "-" + colours);
            }
        }
    }

    @Test
    void givenTabs_thenAllThatCanBeUsedIsReached() {
        List<WebElement> usable =
                BROWSER
                        .driver()
                        .findElements(By.cssSelector("a[href], button, select, input:not([type=hidden])"))
                        .stream()
                        .filter(WebElement::isDisplayed)
                        .toList();
        List<WebElement> reached = new ArrayList<>();
        for (int i = 0; i <= usable.size(); i++) {
            BROWSER.chromium().type(Keys.TAB);
            reached.add(BROWSER.driver().switchTo().activeElement());
        }
        assertThat(reached).containsAll(usable);
    }

    private static LoginPage openLogin() {
        return LoginPage.open(BROWSER.driver(), authorize(WEB_APP, ""));
    }

    private static LogoutPage openLogout() {
        openLogin().logIn("jane@example.com", "jane-password");
        app.awaitRedirect(BROWSER.driver());
        return LogoutPage.open(BROWSER.driver(), "");
    }

    private static URI authorize(String clientId, String more) {
        return Lane.API.authorize(
                "response_type=code&client_id=" + clientId + "&redirect_uri=" + app.callback() + more);
    }
}
