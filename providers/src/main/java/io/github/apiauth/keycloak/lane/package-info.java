/**
 * Which requests are the API lane's: what a path is in which contract, which contracts a realm answers in, and what is known of the
 * request that is being served. All other rooms ask here.
 *
 * <p>Knows the rooms {@code legacyapi}, {@code request}, {@code intake}, {@code policy} and {@code serverinfo}.
 */
@NullMarked
package io.github.apiauth.keycloak.lane;

import org.jspecify.annotations.NullMarked;
