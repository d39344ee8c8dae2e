package io.github.apiauth.keycloak.legacyusers;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A user as {@code ./migrate} knows it again: one of the old server by what it has brought, anybody else by what must not be taken twice.
 *
 * @param id Keycloak's own, by which users are in order
 * @param legacyId the id at the old server
 * @param migrated the fingerprint of what was brought last
 * @param username of a user without a legacy id
 * @param email of a user without a legacy id
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LegacyUser(
        String id,
        @Nullable String legacyId,
        @Nullable String migrated,
        @Nullable String username,
        @Nullable String email) {}
