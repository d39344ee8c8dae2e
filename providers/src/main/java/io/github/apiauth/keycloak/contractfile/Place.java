package io.github.apiauth.keycloak.contractfile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A value of a contract file and where it stands. Whatever is not as it should be is an {@link IllegalArgumentException} that names
 * the file, the place and the mend.
 *
 * @param file its name, for messages
 * @param pointer the value's JSON pointer (RFC 6901)
 * @param node the value
 */
record Place(String file, String pointer, JsonNode node) {

    /** What is wrong here. */
    IllegalArgumentException wrong(String sentence) {
        return new IllegalArgumentException(file + (pointer.isEmpty() ? "" : ", " + pointer) + ": " + sentence);
    }

    /** Holds the value to be an object without other members than these. */
    Place only(List<String> names) {
        members().keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw wrong(
                            "there is no member " + quoted(name) + " here; these exist: " + String.join(", ", names));
                });
        return this;
    }

    /** A member that must be there. */
    Place member(String name) {
        return optional(name).orElseThrow(() -> wrong("the member " + quoted(name) + " is missing: add it"));
    }

    /** A member that need not be there. */
    Optional<Place> optional(String name) {
        return Optional.ofNullable(node.get(name)).map(value -> below(name, value));
    }

    /** All members by name, in the order of the file. */
    Map<String, Place> members() {
        if (!node.isObject()) {
            throw wrong("this must be an object, and is " + type());
        }
        Map<String, Place> members = new LinkedHashMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), below(member.getKey(), member.getValue())));
        return members;
    }

    /** The members of an object that has some. */
    Map<String, Place> someMembers() {
        Map<String, Place> members = members();
        if (members.isEmpty()) {
            throw wrong("this is empty: give it a member, or take it away");
        }
        return members;
    }

    /** The elements of an array. */
    List<Place> elements() {
        if (!node.isArray()) {
            throw wrong("this must be an array, and is " + type());
        }
        List<Place> elements = new ArrayList<>();
        node.forEach(element -> elements.add(below(String.valueOf(elements.size()), element)));
        return elements;
    }

    /** What the elements of an array are, which has some and each once. */
    <V> List<V> distinct(Function<Place, V> element) {
        List<V> values = new ArrayList<>();
        for (Place place : someElements()) {
            V value = element.apply(place);
            if (values.contains(value)) {
                throw place.wrong("this is here already: take one of them away");
            }
            values.add(value);
        }
        return values;
    }

    /** The elements of an array that has some. */
    List<Place> someElements() {
        List<Place> elements = elements();
        if (elements.isEmpty()) {
            throw wrong("this is empty: give it an element, or take it away");
        }
        return elements;
    }

    /** A string. */
    String text() {
        if (!node.isTextual()) {
            throw wrong("this must be a string, and is " + type());
        }
        return node.textValue();
    }

    /** A string of this form. */
    String text(Pattern form, String expected) {
        if (!form.matcher(text()).matches()) {
            throw wrong(quoted(text()) + " cannot be: it must be " + expected);
        }
        return text();
    }

    /** A whole number. */
    int number(int least, int most) {
        if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
            throw wrong(node + " cannot be: it must be a whole number from " + least + " to " + most);
        }
        return node.intValue();
    }

    /** {@code true} or {@code false}. */
    boolean flag() {
        if (!node.isBoolean()) {
            throw wrong("this must be true or false, and is " + type());
        }
        return node.booleanValue();
    }

    /** One of these words. */
    String word(List<String> words) {
        if (!words.contains(text())) {
            throw wrong(quoted(text()) + " is not known here; these exist: " + String.join(", ", words));
        }
        return text();
    }

    /** One of the constants, as {@link #word(Enum)} spells them. */
    <E extends Enum<E>> E constant(Class<E> constants) {
        String word =
                word(Stream.of(constants.getEnumConstants()).map(Place::word).toList());
        return Enum.valueOf(constants, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Several of them. */
    <E extends Enum<E>> Set<E> constants(Class<E> constants) {
        return EnumSet.copyOf(this.<E>distinct(element -> element.constant(constants)));
    }

    /** A constant as files spell it: in lower case and with hyphens. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Place below(String name, JsonNode value) {
        return new Place(file, pointer + '/' + name.replace("~", "~0").replace("/", "~1"), value);
    }

    private String type() {
        return switch (node.getNodeType()) {
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> node.asText();
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            default -> "null";
        };
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
