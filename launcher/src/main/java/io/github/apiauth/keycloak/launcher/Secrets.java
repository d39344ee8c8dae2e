package io.github.apiauth.keycloak.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The secrets of a development server, made once and kept in a file that only its owner reads. A secret that is set in the
 * environment when the file is made is taken from there.
 */
public final class Secrets {

    /** The variable with the first administrator's password. */
    public static final String ADMIN_PASSWORD = "KC_BOOTSTRAP_ADMIN_PASSWORD";

    /** The variables with the clients' secrets, by client id. */
    public static final Map<String, String> CLIENTS = clients();

    private final Properties values;

    private Secrets(Properties values) {
        this.values = values;
    }

    private static Map<String, String> clients() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String client : List.of("server-app", "admin-app", "web-app")) {
            variables.put(client, "API_" + client.replace('-', '_').toUpperCase(Locale.ROOT) + "_SECRET");
        }
        return Collections.unmodifiableMap(variables);
    }

    /** The secrets in the file, which is made if there is none. */
    public static Secrets in(Path file, Map<String, String> environment) throws IOException {
        Properties values = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                values.load(reader);
            }
        }
        boolean complete = values.containsKey(ADMIN_PASSWORD) && values.keySet().containsAll(CLIENTS.values());
        if (!complete) {
            values.putIfAbsent(ADMIN_PASSWORD, choose(ADMIN_PASSWORD, environment));
            CLIENTS.values().forEach(variable -> values.putIfAbsent(variable, choose(variable, environment)));
            store(values, file);
        }
        return new Secrets(values);
    }

    /** The secret in this environment variable. */
    public String get(String variable) {
        return values.getProperty(variable);
    }

    /** All variables with their secrets. */
    public Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        values.stringPropertyNames().stream().sorted().forEach(name -> all.put(name, get(name)));
        return all;
    }

    private static String choose(String variable, Map<String, String> environment) {
        String given = environment.getOrDefault(variable, "");
        return given.isBlank() ? random() : given;
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void store(Properties values, Path file) throws IOException {
        StringWriter text = new StringWriter();
        values.store(text, "Secrets of this development server. Not for production, not for version control.");
        PrivateFile.write(file, text.toString());
    }
}
