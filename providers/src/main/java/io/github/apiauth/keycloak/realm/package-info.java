/**
 * Keeps an imported realm safe.
 *
 * <p>Knows the rooms {@code password} and {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.realm;

import org.jspecify.annotations.NullMarked;
