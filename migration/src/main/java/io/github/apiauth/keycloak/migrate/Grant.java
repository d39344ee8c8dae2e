package io.github.apiauth.keycloak.migrate;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The grants that a client of Keycloak can be allowed one by one, by their OAuth names (RFC 6749). */
enum Grant {
    AUTHORIZATION_CODE("authorization_code"),
    IMPLICIT("implicit"),
    PASSWORD("password"),
    CLIENT_CREDENTIALS("client_credentials"),
    REFRESH_TOKEN("refresh_token");

    private final String id;

    Grant(String id) {
        this.id = id;
    }

    /** The grant of this name, or null. */
    static @Nullable Grant named(String name) {
        return Arrays.stream(values())
                .filter(grant -> grant.id.equals(name))
                .findAny()
                .orElse(null);
    }

    /** All names. */
    static List<String> names() {
        return Arrays.stream(values()).map(grant -> grant.id).toList();
    }
}
