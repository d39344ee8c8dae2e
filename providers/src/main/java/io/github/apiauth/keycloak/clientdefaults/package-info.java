/**
 * What a client that an administrator creates needs of Keycloak's less known switches, where its creator has not set them.
 *
 * <p>Knows {@code policy} and {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.clientdefaults;

import org.jspecify.annotations.NullMarked;
