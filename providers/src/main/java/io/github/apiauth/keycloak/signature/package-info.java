/**
 * Signs and verifies what Keycloak signs with RSA and ECDSA keys natively, which takes a fraction of the JDK's time.
 *
 * <p>Knows {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.signature;

import org.jspecify.annotations.NullMarked;
