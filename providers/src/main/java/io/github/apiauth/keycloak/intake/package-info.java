/**
 * What happens to a request before a worker thread is taken: bodies are received, in bounded memory and time.
 *
 * <p>Knows the rooms {@code address}, {@code legacyapi} and {@code serverinfo}. Why: {@code docs/decisions/0008}.
 */
@NullMarked
package io.github.apiauth.keycloak.intake;

import org.jspecify.annotations.NullMarked;
