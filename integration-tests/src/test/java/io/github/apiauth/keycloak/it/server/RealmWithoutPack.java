package io.github.apiauth.keycloak.it.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.apiauth.keycloak.launcher.DevelopmentRealm;
import io.github.apiauth.keycloak.launcher.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The realm {@code api} for a server without the pack: without the themes, the flow and the client policy that name its providers. */
final class RealmWithoutPack {

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

    /** Writes the files that Keycloak imports into the directory, and gives them. */
    static List<Path> write(Path directory) throws IOException {
        Project project = new Project(TestProject.root());
        List<Path> files = DevelopmentRealm.write(project, directory);
        Path file = directory.resolve(project.realm().getFileName());
        ObjectNode realm = (ObjectNode) JSON.readTree(file.toFile());
        realm.remove(OF_THE_PACK);
        Files.write(file, JSON.writeValueAsBytes(realm));
        return files;
    }
}
