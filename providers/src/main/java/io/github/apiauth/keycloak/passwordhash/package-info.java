/**
 * Passwords that come from PHP applications with their hashes: they are verified as those hashed them, until Keycloak hashes each anew
 * at its user's first login.
 *
 * <p>Knows {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.passwordhash;

import org.jspecify.annotations.NullMarked;
