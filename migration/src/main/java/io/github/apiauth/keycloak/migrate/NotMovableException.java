package io.github.apiauth.keycloak.migrate;

/** Why one row of the old database cannot go over. Nothing confidential is in it: it is printed. */
final class NotMovableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String mend;

    /**
     * What is wrong with the row.
     *
     * @param reason without the row's values
     * @param mend what the administrator can do about it
     */
    NotMovableException(String reason, String mend) {
        super(reason);
        this.mend = mend;
    }

    /** What the administrator can do about it. */
    String mend() {
        return mend;
    }

    /** Both, as they are printed. */
    String text() {
        return getMessage() + ". Mend: " + mend;
    }
}
