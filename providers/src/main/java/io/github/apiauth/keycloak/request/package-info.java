/**
 * A request's body, JSON or a form in parts, becomes form parameters, so that every endpoint of Keycloak reads it.
 *
 * <p>Knows no other room. The rules are in {@code docs/api/json-rules.md}.
 */
@NullMarked
package io.github.apiauth.keycloak.request;

import org.jspecify.annotations.NullMarked;
