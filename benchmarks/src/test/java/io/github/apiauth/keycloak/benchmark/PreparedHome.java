package io.github.apiauth.keycloak.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.apiauth.keycloak.launcher.Distribution;
import io.github.apiauth.keycloak.launcher.KeycloakHome;
import io.github.apiauth.keycloak.launcher.Project;
import io.github.apiauth.keycloak.launcher.RealmWithoutPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An unpacked Keycloak, built for PostgreSQL, with the realms that it imports. */
final class PreparedHome {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PreparedHome() {}

    /**
     * Prepares it.
     *
     * @param name of its directory
     * @param pack whether it has the pack
     * @param options of {@code kc.sh build}
     */
    static KeycloakHome prepare(Settings settings, String name, boolean pack, List<String> options)
            throws IOException, InterruptedException {
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
            Map<String, ObjectNode> realms = Map.of(
                    "limited",
                    limited(realm, 1_000_000),
                    "refusing",
                    limited(realm, 1),
                    "unstored",
                    withoutClientLogins(limited(realm, 1_000_000)),
                    "es256",
                    limited(realm, 1_000_000).put("defaultSignatureAlgorithm", "ES256"));
            for (Map.Entry<String, ObjectNode> each : realms.entrySet()) {
                Path realmFile = imports.resolve(each.getKey() + "-realm.json");
                Path usersFile = imports.resolve(each.getKey() + "-users-0.json");
                if (settings.lanes().stream().anyMatch(lane -> lane.realm().equals(each.getKey()))) {
                    write(realmFile, each.getValue(), each.getKey());
                    write(usersFile, users.deepCopy(), each.getKey());
                } else { // left by another run: they would cost start-up and heap
                    Files.deleteIfExists(realmFile);
                    Files.deleteIfExists(usersFile);
                }
            }
        }
        keepOnlyChoiceOfContracts(realm.at("/clientProfiles/profiles"));
        keepOnlyChoiceOfContracts(realm.at("/clientPolicies/policies"));
        Files.write(file, JSON.writeValueAsBytes(realm));
        home.build(options, settings.target().resolve(name + "-build.log"));
        return home;
    }

    /** Without which the realm has no API lane. */
    private static void keepOnlyChoiceOfContracts(JsonNode profilesOrPolicies) {
        if (profilesOrPolicies instanceof ArrayNode all) {
            all.removeIf(one -> !one.path("name").asText().equals("legacy-api"));
        }
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

    private static ObjectNode withoutClientLogins(ObjectNode realm) {
        realm.withArray("enabledEventTypes").removeIf(type -> type.asText().equals("CLIENT_LOGIN"));
        return realm;
    }

    private static void write(Path file, ObjectNode json, String realm) throws IOException {
        Files.write(file, JSON.writeValueAsBytes(json.put("realm", realm)));
    }
}
