package io.github.apiauth.keycloak.ratelimit.asking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The setting {@code requests-by-role}: lines {@code gold=6000}, a client role and what clients that have it may send. */
final class RequestsByRole {

    /** A role's name may hold equals signs. */
    private static final Pattern LINE = Pattern.compile("\\s*(?<role>.*\\S)\\s*=\\s*(?<requests>\\d{1,7})\\s*");

    private RequestsByRole() {}

    /**
     * The requests by the roles' names.
     *
     * @param lines those without a text, such as the console's empty field, say nothing
     * @param most what a role may be given, besides nothing
     * @throws IllegalArgumentException if a line cannot be read or a role has two; the message says which and how to mend it
     */
    static Map<String, Integer> parse(@Nullable List<@Nullable String> lines, int most) {
        Map<String, Integer> requests = new LinkedHashMap<>();
        for (String line : lines == null ? List.<@Nullable String>of() : lines) {
            if (line == null || line.isBlank()) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            int number = parts.matches() ? Integer.parseInt(parts.group("requests")) : 0;
            if (number < 1 || number > most) {
                throw new IllegalArgumentException(
                        "'" + line + "' must be a client role and a number from 1 to " + most + ", such as gold=6000");
            }
            if (requests.putIfAbsent(parts.group("role"), number) != null) {
                throw new IllegalArgumentException(
                        "the role '" + parts.group("role") + "' is there twice: give it one number");
            }
        }
        return requests;
    }
}
