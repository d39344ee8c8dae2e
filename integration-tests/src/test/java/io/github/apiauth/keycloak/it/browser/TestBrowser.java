package io.github.apiauth.keycloak.it.browser;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.WebDriver;

/** One browser for a test class, because starting one takes seconds; every test finds it as good as new. */
final class TestBrowser implements BeforeAllCallback, BeforeEachCallback, AfterTestExecutionCallback, AfterAllCallback {

    private final boolean sessionsAreKept;
    private @Nullable WebBrowser browser;

    TestBrowser() {
        this(false);
    }

    private TestBrowser(boolean sessionsAreKept) {
        this.sessionsAreKept = sessionsAreKept;
    }

    /** One that stays signed in from test to test. */
    static TestBrowser keepingSessions() {
        return new TestBrowser(true);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        browser = WebBrowser.start();
        browser.reset();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!sessionsAreKept) {
            browser().reset();
        }
    }

    /** Keeps the page that a failed test ended on. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            String name = "failed/" + context.getRequiredTestClass().getSimpleName() + "-"
                    + context.getRequiredTestMethod().getName();
            String page = driver().getCurrentUrl() + "\n" + driver().getPageSource();
            new Artefact(name + ".html").write(page.getBytes(StandardCharsets.UTF_8));
            screenshot(name);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        browser().close();
    }

    /** Keeps what the page shows, where the browser lays it out. */
    void screenshot(String name) {
        if (browser() instanceof Chromium chromium) {
            chromium.screenshot(name);
        }
    }

    /** What pages are made of. */
    WebDriver driver() {
        return browser().driver();
    }

    /** The browser, in tests {@link OnChromium}. */
    Chromium chromium() {
        return (Chromium) browser();
    }

    private WebBrowser browser() {
        return Objects.requireNonNull(browser);
    }
}
