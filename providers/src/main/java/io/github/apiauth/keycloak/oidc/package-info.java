/**
 * The standard lane: Keycloak's own OAuth endpoints read JSON as well as forms.
 *
 * <p>Knows the rooms {@code request}, {@code intake}, {@code lane}, {@code legacyapi}, {@code oldtoken}, {@code ratelimit} and {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.oidc;

import org.jspecify.annotations.NullMarked;
