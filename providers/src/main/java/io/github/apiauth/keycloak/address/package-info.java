/**
 * Where a request comes from, for all that is counted by it.
 *
 * <p>Knows no other room.
 */
@NullMarked
package io.github.apiauth.keycloak.address;

import org.jspecify.annotations.NullMarked;
