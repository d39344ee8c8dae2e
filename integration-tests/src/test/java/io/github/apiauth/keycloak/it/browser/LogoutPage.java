package io.github.apiauth.keycloak.it.browser;

import io.github.apiauth.keycloak.it.server.KeycloakServer;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** Where users confirm that they want to log out, because no ID token says which session is meant. */
final class LogoutPage extends Page {

    private static final By LOG_OUT = By.id("kc-logout");

    LogoutPage(WebDriver driver) {
        super(driver, "logout-confirm");
    }

    /** Opens Keycloak's endpoint with these parameters. */
    static LogoutPage open(WebDriver driver, String query) {
        driver.get(KeycloakServer.shared().url() + "/realms/api/protocol/openid-connect/logout?" + query);
        return new LogoutPage(driver);
    }

    /** Confirms. Where that leads is for the caller to know. */
    void confirm() {
        follow(LOG_OUT);
    }
}
