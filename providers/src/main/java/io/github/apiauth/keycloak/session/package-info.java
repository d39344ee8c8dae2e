/**
 * Sessions at less cost: the database is not asked for what is never stored.
 *
 * <p>Knows {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.session;

import org.jspecify.annotations.NullMarked;
