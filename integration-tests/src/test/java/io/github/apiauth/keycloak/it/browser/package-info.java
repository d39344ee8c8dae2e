/** What people see: the login pages and the admin console in a real browser, which {@code -Dbrowser} chooses. */
@NullMarked
package io.github.apiauth.keycloak.it.browser;

import org.jspecify.annotations.NullMarked;
