package io.github.apiauth.keycloak.migrate;

/** Why the migration cannot begin or go on; the message says how to mend it, and holds nothing confidential. */
final class MigrateException extends Exception {

    private static final long serialVersionUID = 1L;

    MigrateException(String message) {
        super(message);
    }
}
