package io.github.apiauth.keycloak.migrate;

import java.util.Optional;

/** What several rows have and only one user can, found in a first pass over the rows in 16 bytes each. */
final class RepeatedNames {

    /** Before usernames, so that they are told apart from addresses. */
    static final String USERNAME = "u ";
    /** Before addresses. */
    static final String EMAIL = "e ";

    private final LongSet names;
    private final long rows;

    private RepeatedNames(LongSet names, long rows) {
        this.names = names;
        this.rows = rows;
    }

    /** Reads all rows. */
    static RepeatedNames read(OldDatabase database, Profile.Users profile) throws MigrateException {
        LongSet all = new LongSet();
        long[] rows = {0};
        database.read("/users/sql", profile.sql(), UserMapping.FIELDS, row -> {
            rows[0]++;
            try {
                all.add(Fingerprint.shortOf(USERNAME + UserMapping.username(row)));
                UserMapping.email(row).ifPresent(email -> all.add(Fingerprint.shortOf(EMAIL + email)));
            } catch (NotMovableException unreadable) {
                // reported in the second pass
            }
        });
        return new RepeatedNames(all.sorted().repeated(), rows[0]);
    }

    long rows() {
        return rows;
    }

    /** Fails if another row has the same. */
    void requireUnique(OldUser user, boolean duplicateEmailsAllowed) throws NotMovableException {
        if (names.contains(Fingerprint.shortOf(USERNAME + user.username()))) {
            throw new NotMovableException(
                    "Several rows have its username (Keycloak's are in lower case)",
                    "change all but one, or leave them out with a WHERE in the profile's SQL");
        }
        Optional<String> email = user.email();
        if (!duplicateEmailsAllowed && email.isPresent() && names.contains(Fingerprint.shortOf(EMAIL + email.get()))) {
            throw new NotMovableException(
                    "Several rows have its e-mail address",
                    "change all but one, or let the profile's SQL give NULL as email for those who log in by username");
        }
    }
}
