package io.github.apiauth.keycloak.it.browser;

import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** Where users who forgot their password ask for a mail. */
final class ResetPasswordPage extends Page {

    private static final By SEND = By.id("kc-form-buttons");

    ResetPasswordPage(WebDriver driver) {
        super(driver, "login-reset-password");
    }

    /** Asks for the mail: the login page again, which says so. */
    LoginPage send(String email) {
        type(LoginPage.EMAIL, email);
        follow(SEND);
        return new LoginPage(driver());
    }
}
