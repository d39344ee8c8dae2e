package io.github.apiauth.keycloak.contractfile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A text of a contract file, in which placeholders stand for what an answer is about.
 *
 * @param <T> what it is about
 */
sealed interface Text<T> {

    /** The text of one answer; none where its only placeholder has no value. */
    @Nullable
    String of(T subject);

    /** One text after the other. What is known now is put together now. */
    static <T> Text<T> of(List<Text<T>> texts) {
        List<Text<T>> parts = new ArrayList<>();
        texts.forEach(text -> add(text, parts));
        return switch (parts.size()) {
            case 0 -> new Fixed<>("");
            case 1 -> parts.get(0);
            default -> new Joined<>(parts);
        };
    }

    private static <T> void add(Text<T> text, List<Text<T>> parts) {
        int last = parts.size() - 1;
        if (text instanceof Joined<T> joined) {
            joined.parts().forEach(part -> add(part, parts));
        } else if (text instanceof Fixed<T> next && last >= 0 && parts.get(last) instanceof Fixed<T> before) {
            parts.set(last, new Fixed<>(before.text() + next.text()));
        } else {
            parts.add(text);
        }
    }

    /** The same for all answers. */
    record Fixed<T>(String text) implements Text<T> {

        @Override
        public String of(T subject) {
            return text;
        }
    }

    /** A value of what the answer is about. */
    record Taken<T>(Function<T, @Nullable String> value) implements Text<T> {

        @Override
        public @Nullable String of(T subject) {
            return value.apply(subject);
        }
    }

    /** Several, one after the other. */
    record Joined<T>(List<Text<T>> parts) implements Text<T> {

        @Override
        public String of(T subject) {
            StringBuilder text = new StringBuilder();
            for (Text<T> part : parts) {
                String value = part.of(subject);
                if (value != null) {
                    text.append(value);
                }
            }
            return text.toString();
        }
    }
}
