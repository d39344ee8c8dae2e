package io.github.apiauth.keycloak.passwordhash;

import java.security.MessageDigest;

/** A digest of password and salt, made by a {@link Scheme}. */
final class SaltedDigest implements StoredHash {

    private final Part.Call scheme;
    private final byte[] salt;
    private final byte[] digest;

    SaltedDigest(Part.Call scheme, byte[] salt, byte[] digest) throws UnreadableHashException {
        if (digest.length != scheme.function().length()) {
            throw new UnreadableHashException(
                    "its value has " + digest.length + " bytes, and the scheme's outermost function gives "
                            + scheme.function().length() + ": check scheme and encoding, the column may have cut it");
        }
        this.scheme = scheme;
        this.salt = salt;
        this.digest = digest;
    }

    @Override
    public boolean matches(byte[] password) {
        return MessageDigest.isEqual(scheme.digest(password, salt), digest);
    }

    @Override
    public boolean isCheap() {
        return true;
    }
}
