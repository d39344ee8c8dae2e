package io.github.apiauth.keycloak.legacyapi;

import org.jspecify.annotations.Nullable;

/**
 * A plugin of the API (docs/api/plugins.md).
 *
 * @param name in lower case
 * @param activated whether the API answers for it
 * @param title for people
 * @param description for people
 * @param url where its own endpoints are
 */
public record Plugin(
        String name,
        boolean activated,
        @Nullable String title,
        @Nullable String description,
        @Nullable String url) {}
