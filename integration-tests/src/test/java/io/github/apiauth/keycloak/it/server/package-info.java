/** A real Keycloak with the pack, and how to talk to it. */
@NullMarked
package io.github.apiauth.keycloak.it.server;

import org.jspecify.annotations.NullMarked;
