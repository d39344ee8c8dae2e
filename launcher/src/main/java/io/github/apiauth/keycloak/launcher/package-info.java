/** Installs the pack into a Keycloak distribution and runs it: for {@code ./start} and for the integration tests. */
@NullMarked
package io.github.apiauth.keycloak.launcher;

import org.jspecify.annotations.NullMarked;
