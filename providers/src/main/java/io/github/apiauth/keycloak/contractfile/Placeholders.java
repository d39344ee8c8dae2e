package io.github.apiauth.keycloak.contractfile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The placeholders that exist in one place of a contract file.
 *
 * @param byName as the file names them, without braces
 * @param <T> what the answer is about
 */
record Placeholders<T>(Map<String, Placeholder<T>> byName) {

    /** None at all. */
    static <T> Placeholders<T> none() {
        return new Placeholders<>(Map.of());
    }

    /** These and one more, which takes the place of one that has its name. */
    Placeholders<T> with(String name, Placeholder<T> placeholder) {
        Map<String, Placeholder<T>> more = new LinkedHashMap<>(byName);
        more.put(name, placeholder);
        return new Placeholders<>(more);
    }

    /** The one that a file names. */
    Placeholder<T> get(Place place, String name) {
        Placeholder<T> placeholder = byName.get(name);
        if (placeholder == null) {
            throw place.wrong("there is no placeholder {" + name + "} here; "
                    + (byName.isEmpty()
                            ? "there are none: write {{ for a brace"
                            : "these exist: "
                                    + byName.keySet().stream()
                                            .map(known -> '{' + known + '}')
                                            .collect(Collectors.joining(", "))));
        }
        return placeholder;
    }
}
