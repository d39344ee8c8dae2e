package io.github.apiauth.keycloak.it.browser;

import java.util.Locale;

/** The languages of the theme, and how each calls itself. */
enum Language {
    DE("Deutsch"),
    EN("English"),
    ES("Español"),
    FR("Français"),
    PT_BR("Português (Brasil)"),
    VI("Tiếng Việt");

    private final String ownName;

    Language(String ownName) {
        this.ownName = ownName;
    }

    /** What the theme's choice of languages calls it. */
    String ownName() {
        return ownName;
    }

    Locale locale() {
        return Locale.forLanguageTag(name().replace('_', '-'));
    }
}
