package io.github.apiauth.keycloak.legacypath;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which path at the root of the host stands for which path of a realm's contract.
 *
 * <p>Configured as a list of {@code PREFIX=REALM/CONTRACT} or {@code PREFIX=REALM/CONTRACT/PATH}, separated by commas:
 * {@code /rest/api/v2=api/office/api/v2,/restful_api=api/community}. What follows the prefix is appended to where the contract is in
 * the realm, or to a path below that, and to nothing else; so no other realm and nothing else of the server can be reached.
 */
final class LegacyPaths {

    private static final String SEGMENT = "[A-Za-z0-9_~-][A-Za-z0-9._~-]*";
    private static final Pattern MAPPING = Pattern.compile("(?<prefix>(?:/" + SEGMENT + ")+)=(?<realm>" + SEGMENT
            + ")/(?<contract>" + SEGMENT + ")(?<path>(?:/" + SEGMENT + ")*)");
    /** Keycloak's own first segments (26.7.0). */
    private static final Pattern RESERVED =
            Pattern.compile("/(?:realms|admin|resources|js|robots\\.txt|health|metrics|openapi|q)(?:/.*)?");

    /**
     * No empty segment, none that begins with a dot, and nothing that is encoded. Possessive: else a path of thousands of
     * segments overflows the stack.
     */
    private static final Pattern PLAIN = Pattern.compile("(?:/" + SEGMENT + ")*+/?");

    private final List<Mapping> mappings;

    private LegacyPaths(List<Mapping> mappings) {
        this.mappings = mappings;
    }

    /**
     * Reads the configuration.
     *
     * @param configured the mappings, or none
     * @throws IllegalArgumentException if one cannot be read or would hide a path of Keycloak; the message says which and why
     */
    static LegacyPaths of(String @Nullable [] configured) {
        return new LegacyPaths(Stream.of(configured == null ? new String[0] : configured)
                .map(String::trim)
                .filter(mapping -> !mapping.isEmpty())
                .map(LegacyPaths::parse)
                // The longest first, so that /rest/api/v2/crm may go to another realm than /rest/api/v2.
                .sorted(Comparator.comparing(
                                (Mapping mapping) -> mapping.prefix().length())
                        .reversed())
                .toList());
    }

    private static Mapping parse(String mapping) {
        Matcher parts = MAPPING.matcher(mapping);
        if (!parts.matches()) {
            throw new IllegalArgumentException("The legacy path '" + mapping
                    + "' cannot be read: it must be /PREFIX=REALM/CONTRACT or /PREFIX=REALM/CONTRACT/PATH, such as"
                    + " /restful_api=api/community");
        }
        String prefix = parts.group("prefix");
        if (RESERVED.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "The legacy path '" + mapping + "' would hide a path of Keycloak's own: choose another prefix");
        }
        return new Mapping(prefix, parts.group("realm"), parts.group("contract"), parts.group("path"));
    }

    boolean isEmpty() {
        return mappings.isEmpty();
    }

    /** The ids of the contracts that paths are mapped to. */
    Stream<String> contracts() {
        return mappings.stream().map(Mapping::contract);
    }

    /**
     * The path of the API lane that this path stands for, if it stands for one; without Keycloak's relative path.
     *
     * @param top where a contract is within a realm; none for a contract that there is not
     */
    Optional<String> target(String path, Function<String, Optional<String>> top) {
        for (Mapping mapping : mappings) {
            if (path.startsWith(mapping.prefix())) {
                String rest = path.substring(mapping.prefix().length());
                if (PLAIN.matcher(rest).matches()) {
                    return top.apply(mapping.contract())
                            .map(within -> "/realms/" + mapping.realm() + within + mapping.path() + rest);
                }
            }
        }
        return Optional.empty();
    }

    private record Mapping(String prefix, String realm, String contract, String path) {}
}
