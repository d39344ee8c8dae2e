package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Who is in the realm already, in 24 bytes each. */
final class KnownUsers {

    private static final String LIST = "/legacy-users";

    private final LongSet ids = new LongSet();
    private final LongSet fingerprints = new LongSet();
    private final LongSet strangers = new LongSet();

    private KnownUsers() {}

    /** Reads the pack's list of the realm's users, of which one page is held at a time. */
    static KnownUsers read(AdminApi api, Progress progress) throws MigrateException {
        KnownUsers known = new KnownUsers();
        String next = "";
        JsonNode page;
        do {
            page = api.find(LIST + next)
                    .orElseThrow(() ->
                            new MigrateException("Keycloak does not list the realm's users (HTTP 404 to GET " + LIST
                                    + "): install the pack of this version (docs/installation.md), or leave its provider"
                                    + " legacy-users switched on (docs/configuration.md)."));
            page.forEach(known::add);
            progress.step(page.size());
            next = "?after="
                    + AdminApi.encoded(page.path(page.size() - 1).path("id").asText());
        } while (!page.isEmpty());
        progress.end();
        known.ids.sorted();
        known.fingerprints.sorted();
        known.strangers.sorted();
        return known;
    }

    private void add(JsonNode user) {
        if (user.has("legacyId")) {
            ids.add(Fingerprint.shortOf(user.path("legacyId").asText()));
            if (user.has("migrated")) {
                fingerprints.add(Fingerprint.shortOf(user.path("migrated").asText()));
            }
            return;
        }
        strangers.add(Fingerprint.shortOf(
                RepeatedNames.USERNAME + user.path("username").asText()));
        if (user.has("email")) {
            strangers.add(
                    Fingerprint.shortOf(RepeatedNames.EMAIL + user.path("email").asText()));
        }
    }

    /** Whether the realm has the user, as it was at some time. */
    boolean isKnown(OldUser user) {
        return ids.contains(Fingerprint.shortOf(user.id()));
    }

    /** Whether the realm has the user as it is. */
    boolean isUnchanged(OldUser user) {
        return fingerprints.contains(Fingerprint.shortOf(user.fingerprint()));
    }

    /** Fails if a user of the realm that did not come from the old server stands in the way. */
    void requireNoStranger(OldUser user, boolean duplicateEmailsAllowed) throws NotMovableException {
        Optional<String> email = duplicateEmailsAllowed ? Optional.empty() : user.email();
        if (strangers.contains(Fingerprint.shortOf(RepeatedNames.USERNAME + user.username()))
                || (email.isPresent() && strangers.contains(Fingerprint.shortOf(RepeatedNames.EMAIL + email.get())))) {
            throw new NotMovableException(
                    "The realm has a user with this username or e-mail address that did not come from here",
                    "delete or change that user in the realm, or this row");
        }
    }
}
