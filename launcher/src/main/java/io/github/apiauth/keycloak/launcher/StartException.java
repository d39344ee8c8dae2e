package io.github.apiauth.keycloak.launcher;

/** Why the server cannot be started; the message says how to mend it. */
final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }
}
