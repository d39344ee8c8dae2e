package io.github.apiauth.keycloak.migrate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Rows of the profile's {@code /users/sql} become users. */
final class UserMapping {

    /** What the SQL may give. */
    static final Set<String> FIELDS = Set.of(
            "id",
            "username",
            "email",
            "email_verified",
            "enabled",
            "first_name",
            "last_name",
            "password",
            "password_salt",
            "roles");

    private final Profile.Users profile;
    private final PasswordHash passwords;
    private final RealmFacts realm;
    private final Report report;

    /**
     * For users of this profile.
     *
     * @param passwords reads their hashes
     * @param report is told what changes
     */
    UserMapping(Profile.Users profile, PasswordHash passwords, RealmFacts realm, Report report) {
        this.profile = profile;
        this.passwords = passwords;
        this.realm = realm;
        this.report = report;
    }

    /** The e-mail address, as it is compared. */
    static Optional<String> email(Row row) throws NotMovableException {
        return row.word("email").map(email -> email.toLowerCase(Locale.ROOT));
    }

    /** The username, as it is compared. */
    static String username(Row row) throws NotMovableException {
        return row.required("username").toLowerCase(Locale.ROOT);
    }

    /** How the report names a row that may be no user: by the id, if it has one, and the masked address. */
    static String label(Row row) {
        try {
            Optional<String> id = row.word("id");
            Optional<String> email = email(row).filter(address -> !id.equals(Optional.of(address)));
            return id.map(Report::shown).orElse("in line " + row.number())
                    + email.map(address -> " (" + Report.shown(EmailAddress.masked(address)) + ")")
                            .orElse("");
        } catch (NotMovableException unreadable) {
            return "in line " + row.number();
        }
    }

    /**
     * The user of a row.
     *
     * @throws NotMovableException if Keycloak cannot have it as it is
     */
    OldUser user(Row row) throws NotMovableException {
        String id = row.required("id");
        String username = username(row);
        Optional<String> email = email(row);
        if (email.isPresent() && !EmailAddress.isValid(email.get())) {
            throw new NotMovableException(
                    "Its e-mail address is none",
                    "correct it, or let the profile's SQL give NULL where it is unusable");
        }
        OldUser user = new OldUser(
                id,
                username,
                email,
                row.word("first_name"),
                row.word("last_name"),
                email.isPresent() && row.flag("email_verified", false),
                row.flag("enabled", true),
                password(row),
                roles(row));
        realm.userRules().requireTaken(user);
        if (user.password().isEmpty()) {
            report.changes(Part.USERS, user.label(), "has no password, and needs a new one to log in");
        }
        return user;
    }

    private Optional<Credential> password(Row row) throws NotMovableException {
        Optional<String> hash = row.word("password");
        return hash.isEmpty()
                ? Optional.empty()
                : Optional.of(passwords.credential(
                        hash.get(), row.text("password_salt").orElse(null)));
    }

    private List<String> roles(Row row) throws NotMovableException {
        Set<String> roles = new LinkedHashSet<>();
        for (String old : row.names("roles", profile.separator()).orElse(List.of())) {
            String role = profile.roles().get(old);
            if (role != null && !realm.roles().containsKey(role)) {
                throw new NotMovableException(
                        "The realm has no role '" + role + "'",
                        "create it in the realm (Realm roles), or correct /users/roles of the profile");
            }
            if (role != null) {
                roles.add(role);
            } else {
                report.changes(
                        Part.USERS,
                        label(row),
                        "loses the role '" + old + "', which /users/roles of the profile does not have");
            }
        }
        return List.copyOf(roles);
    }
}
