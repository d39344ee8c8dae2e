package io.github.apiauth.keycloak.it.browser;

import org.openqa.selenium.WebDriver;

/** Where users read that a mail is on its way to them. */
final class VerifyEmailPage extends Page {

    VerifyEmailPage(WebDriver driver) {
        super(driver, "login-verify-email");
    }
}
