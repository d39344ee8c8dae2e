package io.github.apiauth.keycloak.it.browser;

import io.github.apiauth.keycloak.it.server.Confidential;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** One of the login theme's pages, which waits until the browser shows it. */
abstract class Page {

    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final By ROOT = By.tagName("html");
    private static final By LOCALES = By.id("login-select-toggle");
    private static final By PRODUCT = By.id("kc-header-wrapper");

    private final WebDriver driver;

    /**
     * Waits for the page.
     *
     * @param id of the template, by which Keycloak's theme marks each page (theme keycloak.v2, template.ftl, 26.7.0)
     */
    Page(WebDriver driver, String id) {
        this.driver = driver;
        await(
                driver,
                ExpectedConditions.presenceOfElementLocated(By.cssSelector("body[data-page-id=login-" + id + "]")));
    }

    /** Waits for what the browser will show. */
    static <T> T await(WebDriver driver, Function<? super WebDriver, @Nullable T> condition) {
        return Objects.requireNonNull(new WebDriverWait(driver, AT_MOST).<@Nullable T>until(condition));
    }

    /** The page's heading. */
    String heading() {
        return find(By.tagName("h1")).getText();
    }

    /** All that the page says. */
    String text() {
        return find(By.tagName("body")).getText();
    }

    /** The page's language, as assistive technology is told it. */
    String language() {
        return String.valueOf(find(ROOT).getDomAttribute("lang"));
    }

    /** The direction in which the page is written, {@code ltr} or {@code rtl}. */
    String direction() {
        return String.valueOf(find(ROOT).getDomAttribute("dir"));
    }

    /** Whether the page is laid out from right to left: first the product, then the languages. */
    boolean isMirrored() {
        return find(PRODUCT).getRect().x > find(LOCALES).getRect().x;
    }

    /** The languages to choose from, in their own words. */
    List<String> locales() {
        return new Select(find(LOCALES))
                .getOptions().stream().map(WebElement::getText).toList();
    }

    /** Chooses another language than the page's, by its own name; the page comes again in it. */
    void choose(String locale) {
        leave(() -> new Select(find(LOCALES)).selectByVisibleText(locale));
    }

    WebElement find(By what) {
        return driver.findElement(what);
    }

    WebDriver driver() {
        return driver;
    }

    /** Types what must never be in a log. */
    void typeSecret(By field, String secret) {
        Confidential.note("password", secret);
        type(field, secret);
    }

    void type(By field, String text) {
        WebElement input = find(field);
        input.clear();
        input.sendKeys(text);
    }

    /** Clicks what leads to another page, or to this one anew, and waits until this one is gone. */
    void follow(By link) {
        leave(find(link)::click);
    }

    /** Asks for the page by its root, because a question about an element that is going fails in more than one way. */
    private void leave(Runnable action) {
        WebElement page = find(ROOT);
        action.run();
        await(driver, browser -> !browser.findElement(ROOT).equals(page));
    }
}
