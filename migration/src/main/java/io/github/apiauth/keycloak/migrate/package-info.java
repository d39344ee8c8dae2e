/** Brings clients, users and tokens of an old server's database, or clients of a file, into a realm of Keycloak: behind {@code ./migrate}. */
@NullMarked
package io.github.apiauth.keycloak.migrate;

import org.jspecify.annotations.NullMarked;
