package io.github.apiauth.keycloak.realm;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The <code>${NAME}</code> of an import file, which Keycloak (26.7.0) keeps as it stands when the environment has no such
 * variable. References to Keycloak's vault (<code>${vault.…}</code>) are none: Keycloak resolves them at each use.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(?!vault\\.)[^}]*}");

    private Placeholders() {}

    static boolean isIn(@Nullable String text) {
        return text != null && PLACEHOLDER.matcher(text).find();
    }
}
