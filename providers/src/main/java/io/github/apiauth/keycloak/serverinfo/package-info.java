/**
 * What Keycloak's Server info says of the pack's providers.
 *
 * <p>Knows no other room.
 */
@NullMarked
package io.github.apiauth.keycloak.serverinfo;

import org.jspecify.annotations.NullMarked;
