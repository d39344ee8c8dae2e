package io.github.apiauth.keycloak.it.browser;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What only {@link Chromium} can do. */
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
        named = "browser",
        matches = "chromium",
        disabledReason = "HtmlUnit has neither a layout nor script modules: run it with -Dbrowser=chromium")
@interface OnChromium {}
