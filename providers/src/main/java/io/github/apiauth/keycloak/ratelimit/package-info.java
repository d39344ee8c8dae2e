/**
 * The token rate limit: 429 before any credential is looked at.
 *
 * <p>{@link io.github.apiauth.keycloak.ratelimit.TokenRateLimit} is what the lanes call, and {@code RequestCount} the way of one
 * request: who asks ({@code asking}), what is left for them ({@code counting}), and who is told ({@code telling}).
 *
 * <p>Knows {@code address}, {@code intake}, {@code policy}, {@code request} and {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.ratelimit;

import org.jspecify.annotations.NullMarked;
