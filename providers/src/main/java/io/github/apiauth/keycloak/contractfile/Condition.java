package io.github.apiauth.keycloak.contractfile;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Conditions of rules, and the words in them that several have. */
final class Condition {

    static final String GRANTS = "grants";

    /** RFC 6749 appendix A.10, and the absolute URIs of extensions. */
    static final Pattern GRANT = Pattern.compile("[!-~]+");

    static final String A_GRANT = "a grant_type, such as password";

    private Condition() {}

    /** Whether the grant is one of these. */
    static <T> Predicate<T> grants(Place grants, Function<T, @Nullable String> grant) {
        return oneOf(Set.copyOf(grants.distinct(name -> name.text(GRANT, A_GRANT))), grant);
    }

    /** Whether the value is there and one of these. */
    static <T, V> Predicate<T> oneOf(Set<V> values, Function<T, @Nullable V> value) {
        return subject -> {
            V actual = value.apply(subject);
            return actual != null && values.contains(actual);
        };
    }
}
