package io.github.apiauth.keycloak.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A file that a shell reads with {@code . FILE}: the variables that the README's requests and the examples use. */
final class EnvironmentFile {

    private EnvironmentFile() {}

    static void write(Path file, URI base, Secrets secrets) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("API_URL", base + "/realms/api/rest/api/v2");
        Secrets.CLIENTS.values().forEach(variable -> variables.put(variable, secrets.get(variable)));
        PrivateFile.write(
                file,
                variables.entrySet().stream()
                        .map(variable -> "export " + variable.getKey() + "='"
                                + variable.getValue().replace("'", "'\\''") + "'\n")
                        .collect(Collectors.joining()));
    }
}
