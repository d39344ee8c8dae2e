/**
 * Reusable refresh tokens for chosen clients, in a realm whose refresh tokens are otherwise used once.
 *
 * <p>Knows {@code policy} and {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.refresh;

import org.jspecify.annotations.NullMarked;
