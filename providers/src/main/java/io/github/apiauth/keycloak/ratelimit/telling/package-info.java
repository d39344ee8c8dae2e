/**
 * What clients, administrators and metrics are told: headers, events, counters.
 *
 * <p>Knows {@code counting} of this room.
 */
@NullMarked
package io.github.apiauth.keycloak.ratelimit.telling;

import org.jspecify.annotations.NullMarked;
