/**
 * The token rate limit: 429 before any credential is looked at.
 *
 * <p>{@link io.github.apiauth.keycloak.ratelimit.TokenRateLimit} is what the lanes call. Who is limited, and how, is set by
 * client policies ({@code Policies}, {@code TokenRateLimitExecutor}); which requests count, {@code ClientAuthentication}; what is
 * left of a limit is kept by Bucket4j in a cache that all nodes share ({@code Buckets}, {@code SharedStore}).
 *
 * <p>Knows {@code address}, {@code intake}, {@code policy}, {@code request} and {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.ratelimit;

import org.jspecify.annotations.NullMarked;
