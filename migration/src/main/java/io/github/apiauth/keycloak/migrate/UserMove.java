package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings users into the realm, by Keycloak's own {@code POST} and {@code PUT}, which hold them to the user profile; {@code
 * partialImport} (26.7.0) would not, and could change nobody without deleting them. Users are known again by the attribute {@code
 * legacy_id}; {@code migrated} and {@code migrated_password} are the fingerprints of what the last run has brought, so that a password
 * that was changed at Keycloak stays until it changes at the old server too.
 */
final class UserMove {

    private static final int CONFLICT = 409;

    private final AdminApi api;
    private final RealmFacts realm;
    private final Report report;
    private final Profile.Users profile;
    private final boolean dryRun;

    /** Into this realm, or for a report only. */
    UserMove(AdminApi api, RealmFacts realm, Report report, Profile.Users profile, boolean dryRun) {
        this.api = api;
        this.realm = realm;
        this.report = report;
        this.profile = profile;
        this.dryRun = dryRun;
    }

    /**
     * Reads all users and has them there.
     *
     * @param repeated what several rows have and only one user can
     * @param known who is in the realm
     */
    void run(
            OldDatabase database,
            UserMapping mapping,
            RepeatedNames repeated,
            KnownUsers known,
            AtOnce atOnce,
            Progress progress)
            throws MigrateException {
        database.read("/users/sql", profile.sql(), UserMapping.FIELDS, row -> {
            try {
                OldUser user = mapping.user(row);
                repeated.requireUnique(user, realm.duplicateEmailsAllowed());
                if (known.isUnchanged(user)) {
                    report.count(Part.USERS, Report.Outcome.UNCHANGED, 1);
                    progress.step();
                    return;
                }
                boolean isKnown = known.isKnown(user);
                if (!isKnown) {
                    known.requireNoStranger(user, realm.duplicateEmailsAllowed());
                }
                atOnce.run(() -> {
                    bring(user, isKnown);
                    progress.step();
                });
            } catch (NotMovableException reason) {
                report.leftOut(Part.USERS, UserMapping.label(row), reason);
                progress.step();
            }
        });
        atOnce.await();
    }

    private void bring(OldUser user, boolean isKnown) throws MigrateException {
        try {
            if (!dryRun) {
                if (isKnown) {
                    change(user, find(user));
                } else {
                    create(user);
                }
            }
            report.count(Part.USERS, isKnown ? Report.Outcome.CHANGED : Report.Outcome.CREATED, 1);
        } catch (NotMovableException reason) {
            report.leftOut(Part.USERS, user.label(), reason);
        }
    }

    private void create(OldUser user) throws MigrateException, NotMovableException {
        ObjectNode created = user.into(JsonNodeFactory.instance.objectNode());
        ObjectNode attributes = created.putObject("attributes");
        attributes.putArray(UserRules.LEGACY_ID).add(user.id());
        attributes.putArray(UserRules.MIGRATED_PASSWORD).add(user.passwordFingerprint());
        if (user.roles().isEmpty()) {
            attributes.putArray(UserRules.MIGRATED).add(user.fingerprint());
        }
        user.password().ifPresent(password -> created.putArray("credentials").add(password.json()));
        AdminApi.Answer answer = api.send("POST", "/users", created);
        if (answer.status() == CONFLICT) {
            // Its answer to an earlier try was lost, or the realm has got a user meanwhile.
            change(user, find(user));
            return;
        }
        requireTaken(answer);
        if (!user.roles().isEmpty()) {
            change(user, api.get("/users/" + answer.id()));
        }
    }

    private JsonNode find(OldUser user) throws MigrateException, NotMovableException {
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
    private void change(OldUser user, JsonNode found) throws MigrateException, NotMovableException {
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
        requireTaken(api.send("PUT", address, changed));
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
    static String legacyId(JsonNode user) {
        return user.path("attributes").path(UserRules.LEGACY_ID).path(0).asText();
    }

    private static void requireTaken(AdminApi.Answer answer) throws NotMovableException {
        if (!answer.isSuccess()) {
            throw new NotMovableException(
                    "Keycloak refuses it: " + answer.message(), "correct the row, or leave it out, and run again");
        }
    }
}
