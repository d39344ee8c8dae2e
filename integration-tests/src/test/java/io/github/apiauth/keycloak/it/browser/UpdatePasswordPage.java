package io.github.apiauth.keycloak.it.browser;

import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** Where users choose a new password, after the link in the mail. */
final class UpdatePasswordPage extends Page {

    private static final By ERROR = By.cssSelector("[id^=input-error-password]");
    private static final By NEW = By.id("password-new");
    private static final By CONFIRMATION = By.id("password-confirm");
    private static final By SUBMIT = By.id("kc-submit");

    UpdatePasswordPage(WebDriver driver) {
        super(driver, "login-update-password");
    }

    /** Sends the new password. Where that leads is for the caller to know. */
    void choose(String password, String confirmation) {
        typeSecret(NEW, password);
        typeSecret(CONFIRMATION, confirmation);
        follow(SUBMIT);
    }

    /** What the page says is wrong. */
    String error() {
        return find(ERROR).getText();
    }
}
