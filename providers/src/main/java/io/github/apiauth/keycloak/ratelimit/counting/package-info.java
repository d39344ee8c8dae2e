/**
 * What is left of a limit: counted by Bucket4j, in a cache that all nodes share.
 *
 * <p>Knows nothing of who asks, or of requests.
 */
@NullMarked
package io.github.apiauth.keycloak.ratelimit.counting;

import org.jspecify.annotations.NullMarked;
