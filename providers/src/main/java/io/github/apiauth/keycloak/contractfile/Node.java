package io.github.apiauth.keycloak.contractfile;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A value of a body. Values that are the same for all answers are {@link Fixed}, however much is in them.
 *
 * @param <T> what the answer is about
 */
interface Node<T> {

    /** Writes the value for one answer. */
    void write(T subject, JsonGenerator out) throws IOException;

    /** Whether there is no value, so that the member or element is left out. */
    default boolean isLeftOut(T subject) {
        return false;
    }

    /** A string. */
    static <T> Node<T> of(Text<T> text) {
        if (text instanceof Text.Fixed<T> fixed) {
            return fixed(quoted(fixed.text()));
        }
        return text instanceof Text.Taken<T> taken
                ? new OfText<>(taken)
                : (subject, out) -> out.writeString(text.of(subject));
    }

    /** An array. */
    static <T> Node<T> array(List<Node<T>> elements) {
        return elements.stream().allMatch(Fixed.class::isInstance)
                ? fixed(elements.stream()
                        .map(element -> ((Fixed<T>) element).json().getValue())
                        .collect(Collectors.joining(",", "[", "]")))
                : new OfArray<>(elements);
    }

    /** An object. */
    static <T> Node<T> object(List<Member<T>> members) {
        List<String> fixed =
                members.stream().flatMap(member -> member.fixed().stream()).toList();
        return fixed.size() == members.size()
                ? fixed(fixed.stream().collect(Collectors.joining(",", "{", "}")))
                : new OfObject<>(members);
    }

    /** This JSON. */
    static <T> Node<T> fixed(String json) {
        return new Fixed<>(new SerializedString(json));
    }

    /** A string as JSON has it. */
    static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    /** The same for all answers. */
    record Fixed<T>(SerializedString json) implements Node<T> {

        @Override
        public void write(T subject, JsonGenerator out) throws IOException {
            out.writeRawValue(json);
        }
    }

    /** A string that is a value of what the answer is about, which may be missing. */
    record OfText<T>(Text.Taken<T> text) implements Node<T> {

        @Override
        public void write(T subject, JsonGenerator out) throws IOException {
            out.writeString(text.of(subject));
        }

        @Override
        public boolean isLeftOut(T subject) {
            return text.of(subject) == null;
        }
    }

    /** An array whose elements hold what the answer is about. */
    record OfArray<T>(List<Node<T>> elements) implements Node<T> {

        @Override
        public void write(T subject, JsonGenerator out) throws IOException {
            out.writeStartArray();
            for (Node<T> element : elements) {
                if (!element.isLeftOut(subject)) {
                    element.write(subject, out);
                }
            }
            out.writeEndArray();
        }
    }

    /** An object whose members hold what the answer is about. */
    record OfObject<T>(List<Member<T>> members) implements Node<T> {

        @Override
        public void write(T subject, JsonGenerator out) throws IOException {
            out.writeStartObject();
            for (Member<T> member : members) {
                member.write(subject, out);
            }
            out.writeEndObject();
        }
    }
}
