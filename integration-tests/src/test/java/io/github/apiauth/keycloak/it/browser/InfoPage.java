package io.github.apiauth.keycloak.it.browser;

import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** What users see when something is done. */
final class InfoPage extends Page {

    private static final By BACK_TO_APPLICATION = By.cssSelector("#kc-info-message a");

    InfoPage(WebDriver driver) {
        super(driver, "info");
    }

    void backToApplication() {
        follow(BACK_TO_APPLICATION);
    }
}
