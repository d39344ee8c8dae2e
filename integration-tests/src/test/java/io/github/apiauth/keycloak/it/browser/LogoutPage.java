package io.github.apiauth.keycloak.it.browser;

import java.net.URI;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** Where users confirm that they want to log out, because no ID token says which session is meant. */
final class LogoutPage extends Page {

    private static final By LOG_OUT = By.id("kc-logout");

    LogoutPage(WebDriver driver) {
        super(driver, "logout-confirm");
    }

    static LogoutPage open(WebDriver driver, URI address) {
        driver.get(address.toString());
        return new LogoutPage(driver);
    }

    /** Confirms. Where that leads is for the caller to know. */
    void confirm() {
        follow(LOG_OUT);
    }
}
