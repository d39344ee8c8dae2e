package io.github.apiauth.keycloak.contractfile;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * What sets one of a contract's answers apart from the others.
 *
 * @param <T> what the answer is about
 */
interface AnswerKind<T> {

    /** The members that the answer may have. */
    List<String> members();

    /** The members that a rule may have besides its condition; none where there are no rules. */
    default List<String> replaceable() {
        return List.of();
    }

    /** The condition of a rule. */
    default Predicate<T> when(Place when) {
        throw when.wrong("there are no rules here: take them away");
    }

    /** What placeholders stand for, without the message. */
    Placeholders<T> placeholders(Draft draft);

    /** The message where the file has none: nothing. */
    default Text<T> message(Draft draft) {
        return new Text.Taken<>(subject -> null);
    }

    /** The status where the file has none. */
    default ToIntFunction<T> status() {
        return subject -> 200;
    }
}
