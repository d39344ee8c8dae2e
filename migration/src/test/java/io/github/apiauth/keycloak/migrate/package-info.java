@NullMarked
package io.github.apiauth.keycloak.migrate;

import org.jspecify.annotations.NullMarked;
