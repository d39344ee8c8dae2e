package io.github.apiauth.keycloak.oldtokenstore;

import java.io.Serial;

/** A token that cannot be stored. */
final class RefusedTokenException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason what is wrong and how to mend it, with nothing of the token and no user's name */
    RefusedTokenException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
