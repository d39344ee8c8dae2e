package io.github.apiauth.keycloak.it.browser;

import java.util.Locale;

/** What users choose in their system's settings. */
enum Colours {
    LIGHT,
    DARK;

    /** As media queries and file names spell it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
