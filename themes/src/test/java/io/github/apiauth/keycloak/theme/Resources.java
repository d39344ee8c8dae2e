package io.github.apiauth.keycloak.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The files of themes on the class path: ours, and Keycloak's. */
final class Resources {

    private Resources() {}

    /** What a theme's bundle says in a language, by key; {@code theme} is a path such as {@code base/login}. */
    static Map<String, String> messages(String theme, String language) {
        return properties(theme + "/messages/messages_" + language.replace('-', '_') + ".properties");
    }

    static Map<String, String> properties(String file) {
        Properties properties = new Properties();
        try (InputStream stream = open(file)) {
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<String, String> sorted = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> sorted.put(key, properties.getProperty(key)));
        return sorted;
    }

    static String text(String file) {
        try (InputStream stream = open(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static boolean exists(String file) {
        return Resources.class.getResource("/theme/" + file) != null;
    }

    private static InputStream open(String file) {
        InputStream stream = Resources.class.getResourceAsStream("/theme/" + file);
        if (stream == null) {
            throw new IllegalArgumentException("There is no " + file);
        }
        return stream;
    }
}
