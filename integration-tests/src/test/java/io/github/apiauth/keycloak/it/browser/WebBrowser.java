package io.github.apiauth.keycloak.it.browser;

import org.openqa.selenium.WebDriver;

/** A browser with a profile of its own, driven by Selenium. */
interface WebBrowser extends AutoCloseable {

    /** The browser of {@code -Dbrowser}, started now. */
    static WebBrowser start() {
        String name = System.getProperty("browser", "htmlunit");
        return switch (name) {
            case "htmlunit" -> new HtmlUnit();
            case "chromium" -> new Chromium();
            default -> throw new IllegalArgumentException("-Dbrowser must be htmlunit or chromium, not " + name);
        };
    }

    /** What Selenium's API talks to. */
    WebDriver driver();

    /** Makes it as good as new: no cookies of any site, and what {@link Chromium} can pretend is over. */
    void reset();

    @Override
    default void close() {
        driver().quit();
    }
}
