package io.github.apiauth.keycloak.it.browser;

import java.net.URI;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** What users see where Keycloak must not send them on. */
final class ErrorPage extends Page {

    private static final By MESSAGE = By.id("kc-error-message");
    private static final By BACK_TO_APPLICATION = By.id("backToApplication");

    ErrorPage(WebDriver driver) {
        super(driver, "error");
    }

    /** Opens an address that leads to this page. */
    static ErrorPage open(WebDriver driver, URI address) {
        driver.get(address.toString());
        return new ErrorPage(driver);
    }

    String message() {
        return find(MESSAGE).getText();
    }

    void backToApplication() {
        follow(BACK_TO_APPLICATION);
    }
}
