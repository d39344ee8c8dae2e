/**
 * Who is in a realm, for {@code ./migrate}: users of the old server and those in their way, read in long pages.
 *
 * <p>Knows {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.legacyusers;

import org.jspecify.annotations.NullMarked;
