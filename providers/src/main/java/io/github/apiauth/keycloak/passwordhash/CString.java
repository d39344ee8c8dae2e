package io.github.apiauth.keycloak.passwordhash;

import java.util.Arrays;

/** PHP's {@code crypt()} takes passwords for strings of C (PHP 8.2, ext/standard/crypt.c): they end at the first NUL. */
final class CString {

    private CString() {}

    static byte[] of(byte[] password) {
        int length = 0;
        while (length < password.length && password[length] != 0) {
            length++;
        }
        return Arrays.copyOf(password, length);
    }
}
