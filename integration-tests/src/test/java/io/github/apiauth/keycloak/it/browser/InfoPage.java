package io.github.apiauth.keycloak.it.browser;

import org.openqa.selenium.WebDriver;

/** What users see when something is done. */
final class InfoPage extends Page {

    InfoPage(WebDriver driver) {
        super(driver, "info");
    }
}
