/**
 * Client policies at less cost: what follows from a realm's policies is read once until they change. Their events reach those
 * who observe them.
 *
 * <p>Knows {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.policy;

import org.jspecify.annotations.NullMarked;
