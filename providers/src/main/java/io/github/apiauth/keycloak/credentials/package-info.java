/**
 * What clients of the API lane prove with who they are, where they do it otherwise than Keycloak expects: secrets as they are in
 * Basic, assertions and DPoP proofs for the address that was called, tokens that nobody can read.
 *
 * <p>Knows the rooms {@code lane}, {@code request}, {@code intake} and {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.credentials;

import org.jspecify.annotations.NullMarked;
