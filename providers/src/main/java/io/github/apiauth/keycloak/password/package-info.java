/**
 * The e-mail step of the direct grant: the password grant with {@code email} instead of {@code username}.
 *
 * <p>Knows {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.password;

import org.jspecify.annotations.NullMarked;
