package io.github.apiauth.keycloak.it.browser;

import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** What users see when something is done. */
final class InfoPage extends Page {

    private static final By MESSAGE = By.id("kc-info-message");

    InfoPage(WebDriver driver) {
        super(driver, "info");
    }

    String message() {
        return find(MESSAGE).getText();
    }
}
