package io.github.apiauth.keycloak.passwordhash;

/** The hash of one password, as the old application stored it. */
interface StoredHash {

    /**
     * The longest password, in bytes, whose hash is made in rounds: phpass 0.5, WordPress and Symfony take no longer one. Without an end
     * somebody who has no account could keep a thread busy with a body that is all password.
     */
    int LONGEST_IN_ROUNDS = 4096;

    /** Whether it is this password's, given as the bytes that the old application saw. Compares in constant time. */
    boolean matches(byte[] password);

    /**
     * Whether it may take so little time that a wrong password has to cost one hash of the realm's besides, or else the time would tell
     * whose password came from elsewhere.
     */
    boolean isCheap();
}
