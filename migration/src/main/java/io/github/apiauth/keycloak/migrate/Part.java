package io.github.apiauth.keycloak.migrate;

import java.util.Locale;

/** What of the old server can go over, in the order in which it does: users need no clients, but tokens need both. */
enum Part {
    CLIENTS,
    USERS,
    TOKENS;

    /** As the command line, the profile and the report have it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
