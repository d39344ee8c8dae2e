/**
 * Plugin discovery: which plugins the API has, and which of them are activated.
 *
 * <p>Knows the rooms {@code legacyapi} and {@code request}.
 */
@NullMarked
package io.github.apiauth.keycloak.plugins;

import org.jspecify.annotations.NullMarked;
