/**
 * Who uses what: requests, counted by path, contract and client.
 *
 * <p>Knows the rooms {@code lane} and {@code intake}.
 */
@NullMarked
package io.github.apiauth.keycloak.usage;

import org.jspecify.annotations.NullMarked;
