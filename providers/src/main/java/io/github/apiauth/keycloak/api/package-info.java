/**
 * The endpoints of the API lane, where a realm's contracts have them, with Keycloak's own behind.
 *
 * <p>Knows the rooms {@code lane}, {@code legacyapi}, {@code request}, {@code credentials}, {@code answer}, {@code plugins}, {@code oldtoken}, {@code intake},
 * {@code ratelimit} and {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.api;

import org.jspecify.annotations.NullMarked;
