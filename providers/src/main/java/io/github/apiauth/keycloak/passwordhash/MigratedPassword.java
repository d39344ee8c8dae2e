package io.github.apiauth.keycloak.passwordhash;

import java.nio.charset.Charset;

/**
 * A password of the old application.
 *
 * @param hash what is known of it
 * @param charset in which the application got passwords from browsers and clients
 */
record MigratedPassword(StoredHash hash, Charset charset) {

    /** Whether it is this one. What the charset does not have was in no password of the application. */
    boolean is(String password) {
        return charset.newEncoder().canEncode(password) && hash.matches(password.getBytes(charset));
    }
}
