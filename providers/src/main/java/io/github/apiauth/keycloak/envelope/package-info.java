/**
 * The answer that clients of the legacy API read: {@code {"error":…,"data":…,"message":…}}.
 *
 * <p>Plain Java. Knows no other room and nothing of Keycloak.
 */
@NullMarked
package io.github.apiauth.keycloak.envelope;

import org.jspecify.annotations.NullMarked;
