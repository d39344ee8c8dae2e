/** What the pack costs on top of Keycloak, as ratios within one run. See benchmarks/README.md. */
@NullMarked
package io.github.apiauth.keycloak.benchmark;

import org.jspecify.annotations.NullMarked;
