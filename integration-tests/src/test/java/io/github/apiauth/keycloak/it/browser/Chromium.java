package io.github.apiauth.keycloak.it.browser;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.imageio.ImageIO;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** Chromium without a window. The only one that lays pages out, and so shows how they look. */
final class Chromium implements WebBrowser {

    /** Warns that Selenium has no classes for this version's DevTools, which it sends plain commands to here. */
    private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

    private final ChromeDriver driver;

    Chromium() {
        DEVTOOLS.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(onPath("chromium", "chromium-browser", "google-chrome"));
        options.addArguments(
                "--headless=new",
                "--accept-lang=en",
                "--disable-gpu",
                "--disable-dev-shm-usage", // it is too small in containers
                "--hide-scrollbars", // on screenshots
                // Nothing but the tests' pages is asked for.
                "--no-first-run",
                "--disable-quic",
                "--disable-sync",
                "--disable-background-networking",
                "--disable-component-update");
        options.setExperimentalOption(
                "prefs",
                // Of the bubbles about passwords, one warns of those that are in a leak.
                Map.of("credentials_enable_service", false, "profile.password_manager_leak_detection", false));
        if ("root".equals(System.getProperty("user.name"))) {
            options.addArguments("--no-sandbox"); // Chromium refuses to start as root with it
        }
        // Named, or Selenium Manager would look for one to download.
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(onPath("chromedriver"))
                        .build(),
                options);
    }

    private static File onPath(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .map(directory -> new File(directory, name)))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "-Dbrowser=chromium needs Chromium and its driver on the PATH, but there is no "
                                + String.join(" or ", names)));
    }

    @Override
    public WebDriver driver() {
        return driver;
    }

    @Override
    public void reset() {
        send("Network.clearBrowserCookies", Map.of());
        // As the window in front of the user, or what has the focus does not show it.
        send("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        resize(Size.DESKTOP);
        setColours(Colours.LIGHT);
    }

    /** Gives the page this much room. Windows cannot be as narrow as a telephone, so this is what developer tools do. */
    void resize(Size size) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        size.width(),
                        "height",
                        size.height(),
                        "deviceScaleFactor",
                        size.zoom(),
                        "mobile",
                        false));
    }

    /** The page in these colours: Keycloak's follows the preference with a class (theme keycloak.v2, template.ftl, 26.7.0). */
    void show(Colours colours) {
        setColours(colours);
        Page.await(driver, browser -> Boolean.valueOf(colours == Colours.DARK)
                .equals(driver.executeScript(
                        "return document.documentElement.classList.contains('pf-v5-theme-dark')")));
    }

    /** Pretends that the user prefers these. */
    private void setColours(Colours colours) {
        send(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", colours.toString()),
                                // What moves would be looked at in its middle.
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** By how much the page is wider than its window. */
    long pixelsToScrollSideways() {
        return (Long) Objects.requireNonNull(driver.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    /** Presses keys, wherever the focus is. */
    void type(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Keeps what the page shows. */
    void screenshot(String name) {
        new Artefact(name + ".png").write(driver.getScreenshotAs(OutputType.BYTES));
    }

    /** How bright the page is on average, from 0, black, to 1, white. */
    double brightness() {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(driver.getScreenshotAs(OutputType.BYTES)));
            return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                            .mapToObj(Color::new)
                            .mapToInt(colour -> colour.getRed() + colour.getGreen() + colour.getBlue())
                            .average()
                            .orElseThrow()
                    / (3 * 255);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void send(String command, Map<String, Object> parameters) {
        driver.executeCdpCommand(command, parameters);
    }
}
