package io.github.apiauth.keycloak.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.AdminApi;
import io.github.apiauth.keycloak.it.server.Once;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages in each of the theme's languages. */
@Once
class LanguagesIT {

    private static final String QUERY = "response_type=code&client_id=web-app";
    private static final Locale ARABIC = Locale.forLanguageTag("ar");

    @RegisterExtension
    private static final TestBrowser BROWSER = new TestBrowser();

    @Test
    void givenLoginPage_thenAllLanguagesToChooseFrom() {
        assertThat(LoginPage.open(BROWSER.driver(), Lane.API.authorize(QUERY)).locales())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Language.values()).map(Language::ownName).toList());
    }

    @ParameterizedTest
    @EnumSource
    void givenChoice_thenThePagesInIt(Language language) {
        openInAnother(language).choose(language.ownName());
        assertIn(language, new LoginPage(BROWSER.driver()));
        // Kept in a cookie.
        assertIn(language, LoginPage.open(BROWSER.driver(), Lane.API.authorize(QUERY)));
    }

    @ParameterizedTest
    @EnumSource
    void givenLanguageThatTheApplicationAsksFor_thenThePageInIt(Language language) {
        assertIn(
                language,
                LoginPage.open(
                        BROWSER.driver(),
                        Lane.API.authorize(
                                QUERY + "&ui_locales=" + language.locale().toLanguageTag())));
    }

    @Test
    void givenLanguageThatTheThemeLacks_thenEnglish() {
        assertIn(Language.EN, LoginPage.open(BROWSER.driver(), Lane.API.authorize(QUERY + "&ui_locales=nl")));
    }

    /** A language that is not the theme's but Keycloak's, and that a realm adds. */
    @Test
    void givenArabic_thenThePagesFromRightToLeft() {
        setLanguages("ar");
        try {
            LoginPage page = openIn("ar").logInInVain("nobody@example.com", "wrong-password");
            assertThat(page.language()).isEqualTo("ar");
            assertThat(page.direction()).isEqualTo("rtl");
            assertThat(page.locales()).contains(ThemeMessages.ENGLISH.text("locale_ar"));
            assertThat(page.application()).isEqualTo(ThemeMessages.login(ARABIC).text("continueTo", "Web application"));
            assertThat(openIn("en").direction()).isEqualTo("ltr");
        } finally {
            setLanguages();
        }
    }

    @Test
    @OnChromium
    void givenArabic_thenTheLayoutIsMirrored() {
        setLanguages("ar");
        try {
            for (Size size : List.of(Size.PHONE, Size.DESKTOP)) {
                BROWSER.chromium().resize(size);
                assertThat(openIn("ar")
                                .logInInVain("nobody@example.com", "wrong-password")
                                .isMirrored())
                        .isTrue();
                BROWSER.screenshot("login/login-refused-" + size + "-ar");
                assertThat(openIn("en").isMirrored()).isFalse();
            }
        } finally {
            setLanguages();
        }
    }

    /** Those of the theme, and more. */
    private static void setLanguages(String... more) {
        Stream<String> ours = Arrays.stream(Language.values())
                .map(language -> language.locale().toLanguageTag());
        AdminApi.shared()
                .put(
                        "/realms/api",
                        Map.of(
                                "supportedLocales",
                                Stream.concat(ours, Arrays.stream(more)).toList()));
    }

    private static LoginPage openIn(String language) {
        return LoginPage.open(BROWSER.driver(), Lane.API.authorize(QUERY + "&ui_locales=" + language));
    }

    private static LoginPage openInAnother(Language language) {
        Language other = language == Language.EN ? Language.DE : Language.EN;
        return LoginPage.open(BROWSER.driver(), Lane.API.authorize(QUERY + "&ui_locales=" + other.locale()));
    }

    private static void assertIn(Language language, LoginPage page) {
        ThemeMessages messages = ThemeMessages.login(language.locale());
        assertThat(page.language()).isEqualTo(language.locale().toLanguageTag());
        assertThat(page.heading()).isEqualTo(messages.text("loginAccountTitle"));
        assertThat(page.text()).contains(messages.text("usernameOrEmail"));
        assertThat(page.logInInVain("nobody@example.com", "wrong-password").error())
                .isEqualTo(messages.text("invalidUserMessage"));
    }
}
