/**
 * {@code ./legacy-api check}: what a contract makes of requests and answers, without a server.
 *
 * <p>A program of its own. Knows the rooms {@code contractfile}, {@code legacyapi}, {@code lane} and {@code request}; no room knows it.
 */
@NullMarked
package io.github.apiauth.keycloak.check;

import org.jspecify.annotations.NullMarked;
