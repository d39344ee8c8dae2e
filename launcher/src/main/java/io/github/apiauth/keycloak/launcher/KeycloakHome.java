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
        install(project, List.of());
    }

    /** The same with the contracts of more legacy APIs, in which the realm answers too. Those of earlier calls are taken away. */
    public void install(Project project, List<LegacyApi> legacyApis) throws IOException {
        for (Path jar : project.jars()) {
            install(jar);
        }
        Path contracts = directory.resolve("conf/legacy-api");
        Directories.delete(contracts);
        for (LegacyApi api : legacyApis) {
            Files.createDirectories(contracts);
            Files.copy(api.file(), contracts.resolve(api.file().getFileName()));
        }
        DevelopmentRealm.write(
                project,
                directory.resolve("data/import"),
                legacyApis.stream().map(LegacyApi::id).toList());
    }

    /** Puts a jar of providers in place; not one that is there, because a new time makes Keycloak rebuild itself, for half a minute. */
    public void install(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException("There is no " + jar + ": run mvn package first");
        }
        Path providers = Files.createDirectories(directory.resolve("providers"));
        Path target = providers.resolve(jar.getFileName());
        if (!Files.exists(target) || Files.mismatch(jar, target) >= 0) {
            Files.deleteIfExists(target);
            Files.copy(jar, target);
        }
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
}
