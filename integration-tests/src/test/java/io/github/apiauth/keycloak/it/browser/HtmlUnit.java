package io.github.apiauth.keycloak.it.browser;

import org.htmlunit.BrowserVersion;
import org.htmlunit.CookieManager;
import org.htmlunit.WebClient;
import org.htmlunit.http.Cookie;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.htmlunit.HtmlUnitDriver;

/** HtmlUnit, a browser in Java: follows links, sends forms, runs classic scripts, but no modules, and shows nothing. */
final class HtmlUnit implements WebBrowser {

    private final Driver driver = new Driver();

    @Override
    public WebDriver driver() {
        return driver;
    }

    @Override
    public void reset() {
        driver.getWebClient().getCookieManager().clearCookies();
    }

    private static final class Driver extends HtmlUnitDriver {

        Driver() {
            super(BrowserVersion.CHROME, true);
        }

        @Override
        protected WebClient modifyWebClient(WebClient client) {
            client.setCookieManager(new LocalhostCookies());
            client.getOptions().setThrowExceptionOnScriptError(false);
            // Error pages are pages as well.
            client.getOptions().setThrowExceptionOnFailingStatusCode(false);
            return client;
        }
    }

    /** Sends Secure cookies to localhost without TLS, as other browsers do. Keycloak relies on it (SecureContextResolver, 26.7.0). */
    private static final class LocalhostCookies extends CookieManager {

        private static final long serialVersionUID = 1;

        @Override
        public synchronized void addCookie(Cookie cookie) {
            super.addCookie(new Cookie(
                    cookie.getDomain(),
                    cookie.getName(),
                    cookie.getValue(),
                    cookie.getPath(),
                    cookie.getExpires(),
                    false,
                    cookie.isHttpOnly()));
        }
    }
}
