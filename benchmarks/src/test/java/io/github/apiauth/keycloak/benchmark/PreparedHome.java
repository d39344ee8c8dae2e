package io.github.apiauth.keycloak.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.apiauth.keycloak.launcher.Distribution;
import io.github.apiauth.keycloak.launcher.KeycloakHome;
import io.github.apiauth.keycloak.launcher.Project;
import io.github.apiauth.keycloak.launcher.RealmWithoutPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An unpacked Keycloak, built for PostgreSQL, with the realms that it imports. */
final class PreparedHome {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PreparedHome() {}

    /**
     * Prepares it.
     *
     * @param name of its directory
     * @param pack whether it has the pack
     */
    static KeycloakHome prepare(Settings settings, String name, boolean pack) throws IOException, InterruptedException {
        Project project = new Project(settings.project());
        KeycloakHome home = new KeycloakHome(
                Distribution.ofThisBuild().unpackInto(settings.target().resolve(name)));
        Path imports = home.directory().resolve("data/import");
        if (pack) {
            home.install(project);
        } else {
            RealmWithoutPack.write(project, imports);
        }
        Path file = imports.resolve(project.realm().getFileName());
        ObjectNode realm = (ObjectNode) JSON.readTree(file.toFile());
        // So that every user can refresh one token again and again, with the pack or without.
        realm.put("revokeRefreshToken", false);
        if (pack) {
            ObjectNode users = (ObjectNode)
                    JSON.readTree(imports.resolve("api-users-0.json").toFile());
            write(imports, limited(realm, 1_000_000), users, "limited");
            write(imports, limited(realm, 1), users, "refusing");
            ObjectNode unstored = limited(realm, 1_000_000);
            unstored.withArray("enabledEventTypes")
                    .removeIf(type -> type.asText().equals("CLIENT_LOGIN"));
            write(imports, unstored, users, "unstored");
            write(imports, limited(realm, 1_000_000).put("defaultSignatureAlgorithm", "ES256"), users, "es256");
        }
        realm.remove(List.of("clientProfiles", "clientPolicies"));
        Files.write(file, JSON.writeValueAsBytes(realm));
        home.build(List.of("--db=postgres"), settings.target().resolve(name + "-build.log"));
        return home;
    }

    /** The same realm, so many requests at once and in a day. */
    private static ObjectNode limited(ObjectNode realm, int requests) {
        ObjectNode limited = realm.deepCopy();
        limited.at("/clientProfiles/profiles")
                .forEach(profile -> profile.path("executors").forEach(executor -> {
                    if (executor.path("executor").asText().equals("token-rate-limit")) {
                        ((ObjectNode) executor.path("configuration"))
                                .put("requests", requests)
                                .put("period", 24 * 60 * 60)
                                .put("burst", requests)
                                .put("address-requests", 1_000_000)
                                .put("address-burst", 1_000_000);
                    }
                }));
        return limited;
    }

    private static void write(Path imports, ObjectNode realm, ObjectNode users, String name) throws IOException {
        Files.write(imports.resolve(name + "-realm.json"), JSON.writeValueAsBytes(realm.put("realm", name)));
        Files.write(
                imports.resolve(name + "-users-0.json"),
                JSON.writeValueAsBytes(users.deepCopy().put("realm", name)));
    }
}
