package io.github.apiauth.keycloak.it.browser;

import io.github.apiauth.keycloak.it.server.KeycloakServer;
import java.util.Arrays;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;

/** Keycloak's admin console, found by roles and by what administrators read on it: what it is made of is Keycloak's business. */
final class AdminConsole {

    private static final String CONSOLE = KeycloakServer.shared().url() + "/admin/master/console/#";
    private static final String HELP = "//*[@role='dialog'][not(.//label)]";
    private static final String OPTION = "//*[@role='option']";

    private final WebDriver driver;

    private AdminConsole(WebDriver driver) {
        this.driver = driver;
    }

    /** Signs in. */
    static AdminConsole signIn(WebDriver driver, String username, String password) {
        driver.get(CONSOLE);
        new LoginPage(driver).logIn(username, password);
        return new AdminConsole(driver);
    }

    /** Opens the console anew, at this place. */
    void open(String place) {
        driver.get("about:blank"); // else only the fragment would change
        driver.get(CONSOLE + place);
    }

    /** Waits for this text, and scrolls to it. */
    void read(String text) {
        WebElement element = visible("//*[self::main or @role='dialog']//*[text()[normalize-space()=%s]]", text);
        ((JavascriptExecutor) driver).executeScript("arguments[0].scrollIntoView({block: 'nearest'})", element);
    }

    /** Waits for this text, where it first belongs to another or comes after it. */
    void read(String text, String after) {
        String named = "::*[text()[normalize-space()=%1$s]]";
        String other = "//main//*[text()[normalize-space()=%2$s]]";
        visible("(" + other + "/descendant" + named + " | " + other + "/following" + named + ")[1]", text, after);
    }

    void followLink(String name) {
        visible("//main//a[normalize-space()=%s]", name).click();
    }

    void openTab(String name) {
        visible("//main//*[@role='tab'][normalize-space()=%s]", name).click();
    }

    void press(String button) {
        visible("//main//button[normalize-space()=%s or @aria-label=%1$s]", button)
                .click();
    }

    /** Presses the first button of this name that belongs to a text or comes after it. */
    void press(String button, String after) {
        String text = "//main//*[text()[normalize-space()=%2$s]]";
        String named = "::button[normalize-space()=%1$s or @aria-label=%1$s]";
        visible("(" + text + "/descendant" + named + " | " + text + "/following" + named + ")[1]", button, after)
                .click();
    }

    /** Narrows a list down. */
    void search(String text) {
        visible("//main//input[@type='search' or @aria-label='Search']").sendKeys(text, Keys.ENTER);
    }

    /** What can be chosen in the list that is open. */
    List<String> options() {
        visible(OPTION);
        return driver.findElements(By.xpath(OPTION)).stream()
                .map(option -> option.getText().lines().findFirst().orElse(""))
                .toList();
    }

    /** Chooses from the list that is open. */
    void chooseOption(String name) {
        visible(OPTION + "[.//text()[normalize-space()=%s]]", name).click();
    }

    /** What is chosen in the list with this label. */
    String chosen(String label) {
        return visible("//main//button[@aria-label=%s]", label).getText();
    }

    /** What stands in the field with this label. */
    String value(String label) {
        return String.valueOf(field(label).getDomProperty("value"));
    }

    /** Whether the switch with this label is on. */
    boolean isOn(String label) {
        return Boolean.parseBoolean(field(label).getDomProperty("checked"));
    }

    /** Opens the help of the field with this label, in place of any other, and reads it. */
    String help(String label) {
        By close = By.xpath(HELP + "//button");
        driver.findElements(close).forEach(WebElement::click);
        Page.await(driver, browser -> browser.findElements(close).isEmpty());
        visible("//label[normalize-space()=%s]/following::button[1]", label).click();
        WebElement help = visible(HELP);
        Page.await(driver, ExpectedConditions.attributeToBe(help, "opacity", "1"));
        return help.getText();
    }

    /** Types into the field with this label. */
    void type(String label, String text) {
        visible("//label[normalize-space()=%s]", label);
        field(label).sendKeys(text);
    }

    /** Types into the first line of the list with this label. */
    void typeLine(String list, String text) {
        visible("//main//input[@aria-label=%s]", list).sendKeys(text);
    }

    /** Changes the switch or checkbox with this label, which itself is not seen. */
    void flip(String label) {
        visible("//label[normalize-space()=%s][@for]", label).click();
    }

    private WebElement field(String label) {
        String id = visible("//label[normalize-space()=%s][@for]", label).getDomAttribute("for");
        return driver.findElement(By.id(String.valueOf(id)));
    }

    private WebElement visible(String xpath, String... texts) {
        Object[] literals = Arrays.stream(texts).map(text -> '"' + text + '"').toArray();
        return Page.await(driver, ExpectedConditions.visibilityOfElementLocated(By.xpath(xpath.formatted(literals))));
    }
}
