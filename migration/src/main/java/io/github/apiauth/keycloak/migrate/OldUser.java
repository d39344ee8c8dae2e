package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A user of the old server, as it will be in the realm.
 *
 * @param id the old one
 * @param username in lower case, as Keycloak keeps it
 * @param email in lower case, as Keycloak keeps it
 * @param firstName the given name
 * @param lastName the family name
 * @param emailVerified whether the address is known to be the user's
 * @param enabled whether the user may log in
 * @param password the stored hash; nothing for a user without a password
 * @param roles of the realm
 */
record OldUser(
        String id,
        String username,
        Optional<String> email,
        Optional<String> firstName,
        Optional<String> lastName,
        boolean emailVerified,
        boolean enabled,
        Optional<Credential> password,
        List<String> roles) {

    /** Puts what the row says into Keycloak's {@code UserRepresentation} (26.7.0), but not the password. */
    ObjectNode into(ObjectNode user) {
        user.put("username", username).put("enabled", enabled).put("emailVerified", emailVerified);
        put(user, "email", email);
        put(user, "firstName", firstName);
        put(user, "lastName", lastName);
        return user;
    }

    private static void put(ObjectNode user, String member, Optional<String> text) {
        text.ifPresentOrElse(value -> user.put(member, value), () -> user.remove(member));
    }

    /** By which it is known whether the row has changed. */
    String fingerprint() {
        return Fingerprint.of(
                into(JsonNodeFactory.instance.objectNode()) + "\n" + id + "\n" + passwordFingerprint() + "\n" + roles);
    }

    /** By which it is known whether the password has changed at the old server. */
    String passwordFingerprint() {
        return password.map(credential -> Fingerprint.of(credential.json().toString()))
                .orElse("");
    }

    /** How the report names the row, without the whole address. */
    String label() {
        return id.equals(username) || email.isEmpty()
                ? Report.shown(id)
                : Report.shown(id) + " (" + EmailAddress.masked(email.get()) + ")";
    }

    @Override
    public String toString() {
        return "user " + label();
    }
}
