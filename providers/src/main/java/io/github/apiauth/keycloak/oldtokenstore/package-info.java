/**
 * Tokens of the old OAuth server in Keycloak's own database: how they come in, how they are found, and how they go.
 *
 * <p>Knows {@code oldtoken} and {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.oldtokenstore;

import org.jspecify.annotations.NullMarked;
