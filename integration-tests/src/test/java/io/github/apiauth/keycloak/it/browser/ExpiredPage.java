package io.github.apiauth.keycloak.it.browser;

import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** What users see who send a page from before the one that they are on. */
final class ExpiredPage extends Page {

    private static final By START_OVER = By.id("loginRestartLink");
    private static final By GO_ON = By.id("loginContinueLink");

    ExpiredPage(WebDriver driver) {
        super(driver, "login-page-expired");
    }

    LoginPage startOver() {
        follow(START_OVER);
        return new LoginPage(driver());
    }

    /** Where that leads is for the caller to know. */
    void goOn() {
        follow(GO_ON);
    }
}
