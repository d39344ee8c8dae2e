package io.github.apiauth.keycloak.it.browser;

import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** Where users decide what an application may do. */
final class ConsentPage extends Page {

    private static final By YES = By.name("accept");
    private static final By NO = By.name("cancel");

    ConsentPage(WebDriver driver) {
        super(driver, "login-oauth-grant");
    }

    void accept() {
        follow(YES);
    }

    void refuse() {
        follow(NO);
    }
}
