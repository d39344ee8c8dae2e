/**
 * What must hold before the server takes requests: the pack's factories stand where Keycloak looks for them.
 *
 * <p>Knows the rooms with factories, to name them, and {@code realm}, whose guards Keycloak loads; no room knows it.
 */
@NullMarked
package io.github.apiauth.keycloak.startup;

import org.jspecify.annotations.NullMarked;
