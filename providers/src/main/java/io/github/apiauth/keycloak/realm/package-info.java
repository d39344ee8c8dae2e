/**
 * Keeps a realm safe that has chosen the pack.
 *
 * <p>Knows the rooms {@code lane}, {@code legacyapi}, {@code password} and {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.realm;

import org.jspecify.annotations.NullMarked;
