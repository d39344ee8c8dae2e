package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Users whom an earlier run has brought. They are known again by the attribute {@code legacy_id}; {@code migrated} and {@code
 * migrated_password} are the fingerprints of what it has brought, so that a password that was changed at Keycloak stays until it changes
 * at the old server too.
 */
final class ChangedUsers {

    private final AdminApi api;
    private final RealmFacts realm;
    private final Report report;
    private final Profile.Users profile;

    /** Of this realm and profile. */
    ChangedUsers(AdminApi api, RealmFacts realm, Report report, Profile.Users profile) {
        this.api = api;
        this.realm = realm;
        this.report = report;
        this.profile = profile;
    }

    /**
     * The user of the realm that came from this row, at some time.
     *
     * @throws NotMovableException if there is none
     */
    JsonNode find(OldUser user) throws MigrateException, NotMovableException {
        String byId = "/users?max=2&q=" + AdminApi.encoded(UserRules.LEGACY_ID + ":\"" + user.id() + "\"");
        String byName = "/users?max=2&exact=true&username=" + AdminApi.encoded(user.username());
        for (String search : List.of(byId, byName)) {
            for (JsonNode found : api.get(search)) {
                if (legacyId(found).equals(user.id())) {
                    return found;
                }
            }
        }
        throw new NotMovableException(
                "The realm has another user with this username or e-mail address",
                "delete or change that user in the realm, or this row");
    }

    /** What the row says, over what else the user has; roles before the fingerprint, which says that all is done. */
    void change(OldUser user, JsonNode found) throws MigrateException, NotMovableException {
        String address = "/users/" + found.path("id").asText();
        writeRoles(user, address);
        ObjectNode changed = user.into(found.deepCopy());
        if (!realm.editUsernameAllowed() && !found.path("username").asText().equals(user.username())) {
            changed.set("username", found.path("username"));
            report.changes(
                    Part.USERS,
                    user.label(),
                    "keeps the old username, because the realm does not allow to edit it (Realm settings, Login)");
        }
        ObjectNode attributes = changed.withObject("/attributes");
        String before = attributes.path(UserRules.MIGRATED_PASSWORD).path(0).asText();
        attributes.putArray(UserRules.LEGACY_ID).add(user.id());
        attributes.putArray(UserRules.MIGRATED).add(user.fingerprint());
        attributes.putArray(UserRules.MIGRATED_PASSWORD).add(user.passwordFingerprint());
        if (user.password().isPresent() && !before.equals(user.passwordFingerprint())) {
            changed.putArray("credentials").add(user.password().get().json());
        }
        api.send("PUT", address, changed).requireTaken();
    }

    /** Only the roles that the profile knows are the old server's to give and take. */
    private void writeRoles(OldUser user, String address) throws MigrateException {
        if (profile.roles().isEmpty()) {
            return;
        }
        Set<String> has = new HashSet<>();
        api.get(address + "/role-mappings/realm")
                .forEach(role -> has.add(role.path("name").asText()));
        List<String> added =
                user.roles().stream().filter(role -> !has.contains(role)).toList();
        List<String> removed = profile.roles().values().stream()
                .filter(has::contains)
                .filter(role -> !user.roles().contains(role))
                .distinct()
                .toList();
        writeRoles("POST", address, added);
        writeRoles("DELETE", address, removed);
    }

    private void writeRoles(String method, String address, List<String> roles) throws MigrateException {
        ArrayNode named = realm.rolesNamed(roles);
        if (!named.isEmpty()) {
            api.write(method, address + "/role-mappings/realm", named);
        }
    }

    /** The old id of a user, or nothing. */
    private static String legacyId(JsonNode user) {
        return user.path("attributes").path(UserRules.LEGACY_ID).path(0).asText();
    }
}
