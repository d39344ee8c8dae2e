/** An extension of somebody else's, which is installed beside the pack; it knows nothing of the tests. */
@NullMarked
package io.github.apiauth.keycloak.it.extension;

import org.jspecify.annotations.NullMarked;
