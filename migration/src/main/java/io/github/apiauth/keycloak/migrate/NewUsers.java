package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Users whom no earlier run has brought. Several go at a time, by Keycloak's {@code partialImport} (26.7.0), which takes a fraction of the
 * time of as many {@code POST /users} and does all of them or none. It leaves out what that does for a new user: the user profile's
 * checks, which {@link UserRules} has made before, and the realm's default role, groups and required actions, which are said here. Who
 * is in the way of one is found out one by one.
 */
final class NewUsers {

    private static final int CONFLICT = 409;

    private final AdminApi api;
    private final RealmFacts realm;
    private final Report report;
    private final ChangedUsers changed;

    /** Of this realm; {@code changed} takes those who turn out to be there. */
    NewUsers(AdminApi api, RealmFacts realm, Report report, ChangedUsers changed) {
        this.api = api;
        this.realm = realm;
        this.report = report;
        this.changed = changed;
    }

    /** Creates these, and reports each. */
    void create(List<OldUser> users) throws MigrateException {
        Map<String, OldUser> left = new HashMap<>();
        users.forEach(user -> left.put(user.username(), user));
        if (realm.userRules().areAllKnown()) {
            ObjectNode batch = JsonNodeFactory.instance.objectNode().put("ifResourceExists", "SKIP");
            ArrayNode all = batch.putArray("users");
            users.forEach(user -> all.add(imported(user)));
            AdminApi.Answer answer = api.send("POST", "/partialImport", batch);
            if (answer.isSuccess()) {
                for (JsonNode result : answer.body().path("results")) {
                    if (result.path("action").asText().equals("ADDED")
                            && left.remove(result.path("resourceName").asText()) != null) {
                        report.count(Part.USERS, Report.Outcome.CREATED, 1);
                    }
                }
            }
        }
        for (OldUser user : left.values()) {
            try {
                createOne(user);
                report.count(Part.USERS, Report.Outcome.CREATED, 1);
            } catch (NotMovableException reason) {
                report.leftOut(Part.USERS, user.label(), reason);
            }
        }
    }

    private ObjectNode imported(OldUser user) {
        ObjectNode imported = created(user);
        imported.withObject("/attributes").putArray(UserRules.MIGRATED).add(user.fingerprint());
        ArrayNode roles = imported.putArray("realmRoles").add(realm.newUser().role());
        user.roles().forEach(roles::add);
        realm.newUser().groups().forEach(imported.putArray("groups")::add);
        realm.newUser().requiredActions().forEach(imported.putArray("requiredActions")::add);
        return imported;
    }

    private static ObjectNode created(OldUser user) {
        ObjectNode created = user.into(JsonNodeFactory.instance.objectNode());
        ObjectNode attributes = created.putObject("attributes");
        attributes.putArray(UserRules.LEGACY_ID).add(user.id());
        attributes.putArray(UserRules.MIGRATED_PASSWORD).add(user.passwordFingerprint());
        user.password().ifPresent(password -> created.putArray("credentials").add(password.json()));
        return created;
    }

    /** The fingerprint comes after the roles, because it says that all is done. */
    private void createOne(OldUser user) throws MigrateException, NotMovableException {
        ObjectNode created = created(user);
        if (user.roles().isEmpty()) {
            created.withObject("/attributes").putArray(UserRules.MIGRATED).add(user.fingerprint());
        }
        AdminApi.Answer answer = api.send("POST", "/users", created);
        if (answer.status() == CONFLICT) {
            // Its answer to an earlier try was lost, or the realm has got a user meanwhile.
            changed.change(user, changed.find(user));
            return;
        }
        answer.requireTaken();
        if (!user.roles().isEmpty()) {
            changed.change(user, api.get("/users/" + answer.id()));
        }
    }
}
