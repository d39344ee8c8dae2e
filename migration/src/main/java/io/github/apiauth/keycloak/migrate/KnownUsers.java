package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Who is in the realm already, in 24 bytes each. */
final class KnownUsers {

    /** Of longer pages each user costs more: Hibernate looks through all that it holds at each query. */
    private static final int PAGE = 100;

    private final LongSet ids = new LongSet();
    private final LongSet fingerprints = new LongSet();
    private final LongSet strangers = new LongSet();

    private KnownUsers() {}

    /** Reads the realm's users in pages, several at once. */
    static KnownUsers read(AdminApi api, AtOnce atOnce, Progress progress) throws MigrateException {
        KnownUsers known = new KnownUsers();
        for (int first = 0; first < progress.total(); first += PAGE) {
            String path = "/users?briefRepresentation=false&first=" + first + "&max=" + PAGE;
            atOnce.run(() -> {
                JsonNode page = api.get(path);
                page.forEach(known::add);
                progress.step(page.size());
            });
        }
        atOnce.await();
        progress.end();
        known.ids.sorted();
        known.fingerprints.sorted();
        known.strangers.sorted();
        return known;
    }

    private synchronized void add(JsonNode user) {
        String id = ChangedUsers.legacyId(user);
        if (id.isEmpty()) {
            strangers.add(Fingerprint.shortOf(
                    RepeatedNames.USERNAME + user.path("username").asText()));
            if (user.hasNonNull("email")) {
                strangers.add(Fingerprint.shortOf(
                        RepeatedNames.EMAIL + user.path("email").asText()));
            }
            return;
        }
        ids.add(Fingerprint.shortOf(id));
        String fingerprint =
                user.path("attributes").path(UserRules.MIGRATED).path(0).asText();
        if (!fingerprint.isEmpty()) {
            fingerprints.add(Fingerprint.shortOf(fingerprint));
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
