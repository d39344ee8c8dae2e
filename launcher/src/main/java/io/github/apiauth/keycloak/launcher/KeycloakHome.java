package io.github.apiauth.keycloak.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An unpacked Keycloak distribution.
 *
 * @param directory {@code KC_HOME}
 */
public record KeycloakHome(Path directory) {

    /** Puts the project's jars, its realm and the development set where Keycloak looks for them. */
    public void install(Project project) throws IOException {
        for (Path jar : project.jars()) {
            copyIfChanged(jar, directory.resolve("providers"));
        }
        DevelopmentRealm.write(project, directory.resolve("data/import"));
    }

    /**
     * Runs {@code kc.sh build}.
     *
     * @param options of it
     * @param log receives what it prints
     * @throws IOException if it fails; the message holds the end of the log
     */
    public void build(List<String> options, Path log) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("build"));
        arguments.addAll(options);
        KeycloakProcess.start(this, arguments, Map.of(), log).awaitSuccess();
    }

    /** Whether Keycloak has stored anything here. */
    public boolean hasData() {
        return Files.isDirectory(database());
    }

    /** Forgets all that Keycloak has stored, so that the next start imports the realm anew. */
    public void deleteData() throws IOException {
        Directories.delete(database());
    }

    private Path database() {
        return directory.resolve("data/h2");
    }

    /** A jar with a new time makes Keycloak rebuild itself, which costs half a minute. */
    private static void copyIfChanged(Path source, Path directory) throws IOException {
        if (!Files.isRegularFile(source)) {
            throw new IOException("There is no " + source + ": run mvn package first");
        }
        Files.createDirectories(directory);
        Path target = directory.resolve(source.getFileName());
        if (!Files.exists(target) || Files.mismatch(source, target) >= 0) {
            Files.deleteIfExists(target);
            Files.copy(source, target);
        }
    }
}
