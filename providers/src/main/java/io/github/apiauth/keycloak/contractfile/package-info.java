/**
 * Contracts of legacy APIs as JSON files (docs/legacy-api.md). A file is read once, strictly, when the server starts: {@link
 * io.github.apiauth.keycloak.contractfile.Place} reads it, a {@link io.github.apiauth.keycloak.contractfile.Template} makes a tree of
 * {@link io.github.apiauth.keycloak.contractfile.Node}s of each body, and requests only walk through these.
 *
 * <p>Knows {@code legacyapi}; no room knows it.
 */
@NullMarked
package io.github.apiauth.keycloak.contractfile;

import org.jspecify.annotations.NullMarked;
