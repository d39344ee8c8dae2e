package io.github.apiauth.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.text.Bidi;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the theme says, in all its languages. */
class MessagesTest {

    private static final List<String> LANGUAGES = List.of("de", "en", "es", "fr", "pt-BR", "vi");
    private static final List<String> RIGHT_TO_LEFT = List.of("ar", "fa");
    private static final List<String> TYPES = List.of("login", "email");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d+[^}]*}");
    private static final Pattern MESSAGE = Pattern.compile("msg\\([\"']([A-Za-z0-9-]+)[\"']");

    /** Keys that Keycloak's English bundles (26.7.0) do not have. */
    private static final Set<String> OWN_KEYS = Stream.concat(
                    // languages: Keycloak's template asks for it, and shows the key.
                    Stream.of("languages", "mailFooter", "continueTo"),
                    Stream.of(LANGUAGES, RIGHT_TO_LEFT).flatMap(List::stream).map(language -> "locale_" + language))
            .collect(Collectors.toSet());

    /** The templates of the pages that the theme covers, and what they are made of. */
    private static final List<String> TEMPLATES = List.of(
            "template",
            "field",
            "buttons",
            "login",
            "login-oauth-grant",
            "login-page-expired",
            "login-reset-password",
            "login-update-password",
            "login-verify-email",
            "logout-confirm",
            "error",
            "footer",
            "info",
            "password-commons",
            "password-validation");

    static Stream<Arguments> bundles() {
        return TYPES.stream().flatMap(type -> LANGUAGES.stream().map(language -> Arguments.of(type, language)));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyLanguageHasTheKeysOfEnglish(String type, String language) {
        assertThat(ours(type, language).keySet()).isEqualTo(ours(type, "en").keySet());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyLanguageHasThePlaceholdersOfEnglish(String type, String language) {
        Map<String, String> english = ours(type, "en");
        assertThat(ours(type, language)).allSatisfy((key, message) -> assertThat(placeholders(message))
                .as(key)
                .isEqualTo(placeholders(english.getOrDefault(key, ""))));
    }

    /** In a MessageFormat a single apostrophe begins a quotation, which hides placeholders and is not shown. */
    @ParameterizedTest
    @MethodSource("bundles")
    void apostrophesAreDoubled(String type, String language) {
        assertThat(ours(type, language)).allSatisfy((key, message) -> {
            assertThat(message.replace("''", "")).as(key).doesNotContain("'");
            assertThat(new MessageFormat(message, Locale.forLanguageTag(language)).toPattern())
                    .as(key)
                    .isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "email"})
    void everyKeyIsOneOfKeycloak(String type) {
        Set<String> unknown = new TreeSet<>(ours(type, "en").keySet());
        unknown.removeAll(keycloaks(type, "en").keySet());
        unknown.removeAll(OWN_KEYS);
        assertThat(unknown).isEmpty();
    }

    /** Keycloak's own translations are made by volunteers and have gaps, which it fills in English. */
    @ParameterizedTest
    @ValueSource(strings = {"de", "es", "fr", "pt-BR", "vi"})
    void noPageThatIsCoveredFallsBackToEnglish(String language) {
        assertThat(known("login", language)).containsAll(usedByTemplates());
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "es", "fr", "pt-BR", "vi"})
    void noMailFallsBackToEnglish(String language) {
        Set<String> all = new HashSet<>(keycloaks("email", "en").keySet());
        // Missing in Brazilian Portuguese; the offer of a verifiable credential is a preview of Keycloak 26.7.
        all.removeIf(key -> key.startsWith("verifiableCredentialOffer"));
        assertThat(known("email", language)).containsAll(all);
    }

    /** Otherwise the login page would tell which addresses have an account, and which of these are locked. */
    @ParameterizedTest
    @ValueSource(strings = {"de", "en", "es", "fr", "pt-BR", "vi", "ar", "fa"})
    void wrongUnknownAndLockedAreOneAnswer(String language) {
        Map<String, String> messages = new HashMap<>(keycloaks("login", language));
        messages.putAll(ours("login", language));
        assertThat(Stream.of(
                                "invalidUserMessage",
                                "invalidUsernameMessage",
                                "invalidUsernameOrEmailMessage",
                                "accountTemporarilyDisabledMessage",
                                "accountPermanentlyDisabledMessage")
                        .map(messages::get)
                        .distinct())
                .hasSize(1);
    }

    /** Keycloak's own translations, which a realm may add; it takes a page's direction from the name (LocaleBean, 26.7.0). */
    @ParameterizedTest
    @ValueSource(strings = {"ar", "fa"})
    void whatIsWrittenFromRightToLeftHasANameThatIsAndLacksNoKeyOfOurs(String language) {
        assertThat(Stream.of(ours("login", "en"), ours("email", language))
                        .map(messages -> messages.getOrDefault("locale_" + language, "")))
                .allMatch(name -> new Bidi(name, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).isRightToLeft());
        assertThat(ours("login", language)).containsKeys("languages", "continueTo");
        assertThat(ours("email", language)).containsKeys("mailFooter");
    }

    @Test
    void themesAndRealmHaveTheSameLanguages() throws IOException {
        JsonNode realm = new ObjectMapper().readTree(new File("../realm-config/api-realm.json"));
        assertThat(realm.path("internationalizationEnabled").asBoolean()).isTrue();
        assertThat(realm.path("defaultLocale").asText()).isEqualTo("en");
        assertThat(StreamSupport.stream(realm.path("supportedLocales").spliterator(), false)
                        .map(JsonNode::asText))
                .containsExactlyElementsOf(LANGUAGES);
        assertThat(realm.path("localizationTexts").fieldNames()).toIterable().containsExactlyElementsOf(LANGUAGES);
        assertThat(TYPES).allSatisfy(type -> assertThat(Resources.properties("api-auth/" + type + "/theme.properties"))
                .containsEntry("locales", String.join(",", LANGUAGES)));
    }

    private static Map<String, String> ours(String type, String language) {
        return Resources.messages("api-auth/" + type, language);
    }

    private static Map<String, String> keycloaks(String type, String language) {
        return Resources.messages("base/" + type, language);
    }

    private static Set<String> known(String type, String language) {
        Set<String> keys = new HashSet<>(keycloaks(type, language).keySet());
        keys.addAll(ours(type, language).keySet());
        return keys;
    }

    private static Set<String> placeholders(String message) {
        return PLACEHOLDER.matcher(message).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static Set<String> usedByTemplates() {
        return TEMPLATES.stream()
                .map(template -> "/login/" + template + ".ftl")
                .map(file -> Stream.of("api-auth", "keycloak.v2", "base")
                        .filter(theme -> Resources.exists(theme + file))
                        .findFirst()
                        .map(theme -> Resources.text(theme + file))
                        .orElseThrow())
                .flatMap(template -> MESSAGE.matcher(template).results().map(used -> used.group(1)))
                .collect(Collectors.toSet());
    }
}
