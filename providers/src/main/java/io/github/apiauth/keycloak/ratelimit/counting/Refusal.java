package io.github.apiauth.keycloak.ratelimit.counting;

/**
 * Why a request is refused.
 *
 * @param limit its name
 * @param bucket that is empty
 */
public record Refusal(String limit, String bucket) {}
