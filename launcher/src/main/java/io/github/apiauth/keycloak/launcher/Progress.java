package io.github.apiauth.keycloak.launcher;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Says what the server is about, by what it has printed. Every message stands once. */
final class Progress implements Consumer<List<String>> {

    private final PrintStream out;
    private final Map<String, String> messages = new LinkedHashMap<>(Map.of(
            "installing your custom providers", "  building the server with the pack",
            "Initializing database schema", "  creating the database",
            "Realm 'api' imported", "  realm 'api' imported"));

    Progress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void accept(List<String> log) {
        messages.entrySet().removeIf(message -> {
            boolean found = log.stream().anyMatch(line -> line.contains(message.getKey()));
            if (found) {
                out.println(message.getValue());
            }
            return found;
        });
    }
}
