/** What a user of the pack notices, on a real Keycloak. */
@NullMarked
package io.github.apiauth.keycloak.it;

import org.jspecify.annotations.NullMarked;
