package io.github.apiauth.keycloak.it.browser;

import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;

/** What the theme {@code api-auth} has people read in one language. */
final class ThemeMessages {

    static final ThemeMessages ENGLISH = login(Locale.ENGLISH);

    private final Properties texts = new Properties();

    private ThemeMessages(String kind, Locale locale) {
        try (Reader file = Files.newBufferedReader(TestProject.root()
                .resolve("themes/src/main/resources/theme/api-auth")
                .resolve(kind)
                .resolve("messages/messages_" + locale + ".properties"))) {
            texts.load(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** On its login pages. */
    static ThemeMessages login(Locale locale) {
        return new ThemeMessages("login", locale);
    }

    /** In its mails. */
    static ThemeMessages email(Locale locale) {
        return new ThemeMessages("email", locale);
    }

    /** The text, formatted as Keycloak formats it. */
    String text(String key, Object... arguments) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("The theme has no text for " + key);
        }
        return MessageFormat.format(text, arguments);
    }
}
