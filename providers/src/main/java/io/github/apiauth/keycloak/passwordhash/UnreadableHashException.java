package io.github.apiauth.keycloak.passwordhash;

import java.io.Serial;

/** A credential that says nothing, or too much, of how its hash was made. The message holds the mend, and nothing of the hash. */
final class UnreadableHashException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableHashException(String message) {
        super(message);
    }
}
