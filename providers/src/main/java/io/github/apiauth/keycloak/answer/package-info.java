/**
 * How the API lane answers: Keycloak's answer, wherever it was made, becomes an issued token, a failure or what else contracts know,
 * and the contract says how that looks.
 *
 * <p>Knows the rooms {@code lane}, {@code legacyapi}, {@code oidc}, {@code plugins}, {@code request}, {@code intake} and {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.answer;

import org.jspecify.annotations.NullMarked;
