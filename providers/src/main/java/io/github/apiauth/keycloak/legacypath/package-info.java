/**
 * Paths of the old API at the root of the host, mapped to a realm's API lane.
 *
 * <p>Knows no other room.
 */
@NullMarked
package io.github.apiauth.keycloak.legacypath;

import org.jspecify.annotations.NullMarked;
