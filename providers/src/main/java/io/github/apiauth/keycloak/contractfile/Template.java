package io.github.apiauth.keycloak.contractfile;

import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes bodies and texts of what a contract file has for them. A string that is one placeholder and nothing else becomes that
 * placeholder's value, of whatever type; in a longer string, placeholders are texts. Everything else stays as it is.
 *
 * @param placeholders those that exist here
 * @param <T> what the answer is about
 */
record Template<T>(Placeholders<T> placeholders) {

    private static final String SPREAD = "...";
    private static final Pattern ONE_PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern PART = Pattern.compile("(?<brace>\\{\\{)|\\{(?<name>[^{}]*)}|(?<text>[^{]+)|\\{");

    /** A body, or a part of one. */
    Node<T> node(Place place) {
        JsonNode json = place.node();
        if (json.isObject()) {
            return object(place);
        }
        if (json.isArray()) {
            return Node.array(place.elements().stream().map(this::node).toList());
        }
        return json.isTextual() ? string(place) : Node.fixed(json.toString());
    }

    /** A text. */
    Text<T> text(Place place) {
        return text(place, place.text());
    }

    /** A text that has no placeholders. */
    static String plain(Place place, String text) {
        return String.valueOf(
                new Template<>(Placeholders.none()).text(place, text).of(place));
    }

    private Node<T> object(Place place) {
        Map<String, Place> members = place.members();
        List<Member<T>> made = new ArrayList<>();
        members.forEach((name, value) -> made.add(
                name.equals(SPREAD)
                        ? spread(value, members.keySet())
                        : new Member.Named<>(new SerializedString(plain(value, name)), node(value))));
        return Node.object(made);
    }

    private Member<T> spread(Place place, Set<String> names) {
        Placeholder<T> placeholder = one(place)
                .orElseThrow(() -> place.wrong("the member " + SPREAD + " must be a placeholder that can be spread"));
        if (placeholder.members() == null) {
            throw place.wrong(place.text() + " cannot be spread: give the member another name than " + SPREAD);
        }
        return new Member.Spread<>(placeholder.members(), new HashSet<>(names));
    }

    private Node<T> string(Place place) {
        Optional<Placeholder<T>> placeholder = one(place);
        if (placeholder.isEmpty()) {
            return Node.of(text(place));
        }
        Node<T> value = placeholder.get().value();
        if (value == null) {
            throw place.wrong(place.text() + " can only be the value of a member called " + SPREAD);
        }
        return value;
    }

    private Optional<Placeholder<T>> one(Place place) {
        return Optional.of(ONE_PLACEHOLDER.matcher(place.node().asText()))
                .filter(Matcher::matches)
                .map(matcher -> placeholders.get(place, matcher.group(1)));
    }

    private Text<T> text(Place place, String text) {
        List<Text<T>> parts = new ArrayList<>();
        for (Matcher part = PART.matcher(text); part.find(); ) {
            if (part.group("brace") != null) {
                parts.add(new Text.Fixed<>("{"));
            } else if (part.group("text") != null) {
                parts.add(new Text.Fixed<>(part.group("text")));
            } else if (part.group("name") != null) {
                parts.add(value(place, part.group("name")));
            } else {
                throw place.wrong("a { is not closed: write {{ if it is no placeholder's");
            }
        }
        return Text.of(parts);
    }

    private Text<T> value(Place place, String name) {
        Text<T> text = placeholders.get(place, name).text();
        if (text == null) {
            throw place.wrong("{" + name + "} is no text: it must stand alone in a body's string");
        }
        return text;
    }
}
