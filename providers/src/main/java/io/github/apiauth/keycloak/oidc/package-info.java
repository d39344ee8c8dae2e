/**
 * The standard lane: Keycloak's own OAuth endpoints read JSON as well as forms.
 *
 * <p>Knows the room {@code request} alone.
 */
@NullMarked
package io.github.apiauth.keycloak.oidc;

import org.jspecify.annotations.NullMarked;
