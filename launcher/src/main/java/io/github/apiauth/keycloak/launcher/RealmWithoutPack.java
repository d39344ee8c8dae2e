package io.github.apiauth.keycloak.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The realm {@code api} for a server without the pack: without the themes, the flow and the client policy that name its providers. */
public final class RealmWithoutPack {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OF_THE_PACK = List.of(
            "loginTheme",
            "emailTheme",
            "authenticationFlows",
            "authenticatorConfig",
            "directGrantFlow",
            "clientProfiles",
            "clientPolicies");

    private RealmWithoutPack() {}

    /**
     * Writes the files that Keycloak imports into the directory.
     *
     * @return the files
     * @throws IOException if the project is incomplete or the directory cannot be written
     */
    public static List<Path> write(Project project, Path directory) throws IOException {
        List<Path> files = DevelopmentRealm.write(project, directory);
        Path file = directory.resolve(project.realm().getFileName());
        ObjectNode realm = (ObjectNode) JSON.readTree(file.toFile());
        realm.remove(OF_THE_PACK);
        Files.write(file, JSON.writeValueAsBytes(realm));
        return files;
    }
}
