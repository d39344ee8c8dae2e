package io.github.apiauth.keycloak.contractfile;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a placeholder stands for.
 *
 * @param value of a member or an element that is this placeholder; none where there can be no such member
 * @param text within other text; none where that would make no sense
 * @param members of the object in which it is spread; none where it cannot be
 * @param <T> what the answer is about
 */
record Placeholder<T>(
        @Nullable Node<T> value,
        @Nullable Text<T> text,
        @Nullable Function<T, Map<String, Object>> members) {

    /** A string, which may be missing. */
    static <T> Placeholder<T> text(Function<T, @Nullable String> text) {
        return of(new Text.Taken<>(text));
    }

    /** A string. */
    static <T> Placeholder<T> of(Text<T> text) {
        return new Placeholder<>(Node.of(text), text, null);
    }

    /** A number. */
    static <T> Placeholder<T> number(ToLongFunction<T> number) {
        return new Placeholder<>(
                (subject, out) -> out.writeNumber(number.applyAsLong(subject)),
                new Text.Taken<>(subject -> Long.toString(number.applyAsLong(subject))),
                null);
    }

    /** A number that is known already. */
    static <T> Placeholder<T> number(int number) {
        String digits = Integer.toString(number);
        return new Placeholder<>(Node.fixed(digits), new Text.Fixed<>(digits), null);
    }

    /** {@code true} or {@code false}. */
    static <T> Placeholder<T> flag(Predicate<T> flag) {
        return new Placeholder<>(
                (subject, out) -> out.writeBoolean(flag.test(subject)),
                new Text.Taken<>(subject -> String.valueOf(flag.test(subject))),
                null);
    }

    /** An array or an object. */
    static <T> Placeholder<T> structure(Node<T> structure) {
        return new Placeholder<>(structure, null, null);
    }

    /** An array whose elements look like this. */
    static <E> Placeholder<List<E>> each(Node<E> element) {
        return structure((elements, out) -> {
            out.writeStartArray();
            for (E subject : elements) {
                element.write(subject, out);
            }
            out.writeEndArray();
        });
    }

    /** Members that an object has besides. */
    static <T> Placeholder<T> members(Function<T, Map<String, Object>> members) {
        return new Placeholder<>(null, null, members);
    }
}
