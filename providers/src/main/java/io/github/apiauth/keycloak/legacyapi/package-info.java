/**
 * What a legacy API looks like on the wire: the public SPI {@code legacy-api}. A {@link
 * io.github.apiauth.keycloak.legacyapi.Contract} says where an API's endpoints are, how its requests are read, and what each answer
 * looks like; everything in between is Keycloak's.
 *
 * <p>Plain Java and Keycloak's {@code org.keycloak.provider}. Knows no other room and nothing of Keycloak's services. Other teams
 * implement it, so it changes as a published API does (docs/upgrading.md).
 */
@NullMarked
package io.github.apiauth.keycloak.legacyapi;

import org.jspecify.annotations.NullMarked;
