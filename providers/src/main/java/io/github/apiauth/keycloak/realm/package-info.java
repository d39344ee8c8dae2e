/**
 * Keeps an imported realm safe.
 *
 * <p>Knows no other room.
 */
@NullMarked
package io.github.apiauth.keycloak.realm;

import org.jspecify.annotations.NullMarked;
