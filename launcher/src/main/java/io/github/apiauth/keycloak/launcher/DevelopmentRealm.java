package io.github.apiauth.keycloak.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files that Keycloak imports for development: the production realm with the clients of the development set added, and its
 * users in a file of their own, which Keycloak reads beside the realm's.
 */
public final class DevelopmentRealm {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLIENTS = "clients";

    private DevelopmentRealm() {}

    /**
     * Writes the files into the directory.
     *
     * @return the files
     * @throws IOException if the project is incomplete or the directory cannot be written
     */
    public static List<Path> write(Project project, Path directory) throws IOException {
        return write(project, directory, List.of());
    }

    /** The same, with more contracts for the realm to answer in. */
    static List<Path> write(Project project, Path directory, List<String> contracts) throws IOException {
        Files.createDirectories(directory);
        ObjectNode realm = (ObjectNode) JSON.readTree(project.realm().toFile());
        ArrayNode clients = (ArrayNode) realm.get(CLIENTS);
        clients.addAll(
                (ArrayNode) JSON.readTree(project.developmentClients().toFile()).get(CLIENTS));

        for (JsonNode executor : realm.findParents("executor")) {
            if (executor.get("executor").asText().equals("legacy-api")) {
                contracts.forEach(((ArrayNode) executor.at("/configuration/contracts"))::add);
            }
        }

        Path realmFile = directory.resolve(project.realm().getFileName());
        Path usersFile = directory.resolve(project.developmentUsers().getFileName());
        Files.write(realmFile, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(realm));
        Files.write(usersFile, Files.readAllBytes(project.developmentUsers()));
        return List.of(realmFile, usersFile);
    }
}
