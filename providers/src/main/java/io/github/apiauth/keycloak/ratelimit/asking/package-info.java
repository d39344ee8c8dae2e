/**
 * Who asks, and what client policies let them: the clients that a request names, and the limits that are set for them.
 *
 * <p>Knows {@code counting} of this room, and {@code intake} and {@code policy}.
 */
@NullMarked
package io.github.apiauth.keycloak.ratelimit.asking;

import org.jspecify.annotations.NullMarked;
