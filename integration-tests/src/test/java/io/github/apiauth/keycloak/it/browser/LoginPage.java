package io.github.apiauth.keycloak.it.browser;

import java.net.URI;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** Where users say who they are. */
final class LoginPage extends Page {

    static final By EMAIL = By.id("username");
    static final By PASSWORD = By.id("password");
    private static final By LOG_IN = By.id("kc-login");
    private static final By ERROR = By.id("input-error-username");
    private static final By FORM = By.id("kc-form-login");
    private static final By APPLICATION = By.id("api-auth-application");
    private static final By FORGOT_PASSWORD = By.cssSelector("a[href*=reset-credentials]");

    LoginPage(WebDriver driver) {
        super(driver, "login");
    }

    /** Opens an address that asks for a login. */
    static LoginPage open(WebDriver driver, URI address) {
        driver.get(address.toString());
        return new LoginPage(driver);
    }

    /** Sends e-mail address (or username) and password. Where that leads is for the caller to know. */
    void logIn(String email, String password) {
        type(EMAIL, email);
        typeSecret(PASSWORD, password);
        follow(LOG_IN);
    }

    /** Sends what is not accepted: the same page again. */
    LoginPage logInInVain(String email, String password) {
        logIn(email, password);
        return new LoginPage(driver());
    }

    /** Which application the page says that one signs in to. */
    String application() {
        return find(APPLICATION).getText();
    }

    /** Where the page is sent to. */
    URI action() {
        return URI.create(String.valueOf(find(FORM).getDomProperty("action")));
    }

    /** What the page says is wrong. */
    String error() {
        return find(ERROR).getText();
    }

    /** What is in the e-mail field. */
    String email() {
        return String.valueOf(find(EMAIL).getDomProperty("value"));
    }

    ResetPasswordPage forgotPassword() {
        follow(FORGOT_PASSWORD);
        return new ResetPasswordPage(driver());
    }
}
