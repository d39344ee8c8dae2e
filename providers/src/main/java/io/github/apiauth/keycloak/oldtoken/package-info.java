/**
 * Tokens that the old OAuth server issued, after the cut-over: the public SPI {@code old-token}, and what Keycloak makes of
 * such a token at its endpoints.
 *
 * <p>Knows {@code lane}, {@code request} and {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.oldtoken;

import org.jspecify.annotations.NullMarked;
