/**
 * Paths of the old API at the root of the host, mapped to a realm and a contract.
 *
 * <p>Knows the rooms {@code lane}, {@code legacyapi}, {@code request} and {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.legacypath;

import org.jspecify.annotations.NullMarked;
