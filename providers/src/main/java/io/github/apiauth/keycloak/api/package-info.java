/**
 * The API lane: {@code /realms/{realm}/rest/api/v2/…}, JSON or form in, the envelope out, Keycloak's own endpoints between.
 *
 * <p>Knows the rooms {@code request}, {@code envelope}, {@code intake}, {@code oidc}, {@code plugins}, {@code ratelimit} and {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.api;

import org.jspecify.annotations.NullMarked;
