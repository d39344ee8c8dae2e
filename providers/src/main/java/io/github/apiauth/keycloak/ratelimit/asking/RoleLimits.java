package io.github.apiauth.keycloak.ratelimit.asking;

import io.github.apiauth.keycloak.ratelimit.counting.Limits;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;

/**
 * What one executor sets.
 *
 * @param otherwise for clients that have none of the roles, and for clients that nobody knows
 * @param byRole for clients that have a client role of this name
 */
record RoleLimits(Limits otherwise, Map<String, Limits> byRole) {

    /** For a client with these roles: of several, that with most requests. */
    Limits of(Set<String> roles) {
        return byRole.entrySet().stream()
                .filter(limits -> roles.contains(limits.getKey()))
                .map(Map.Entry::getValue)
                .max(Comparator.comparingInt(limits -> limits.client().requests()))
                .orElse(otherwise);
    }
}
