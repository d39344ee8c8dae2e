package io.github.apiauth.keycloak.contractfile;

import io.github.apiauth.keycloak.legacyapi.Answer;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The answers to one kind of result: the first whose condition holds.
 *
 * @param cases those with a condition, in the order of the file
 * @param otherwise the answer where none of them holds
 * @param <T> what the answers are about
 */
record Cases<T>(List<Case<T>> cases, Reply<T> otherwise) {

    /** Of an endpoint that there is not. */
    static <T> Cases<T> none() {
        return new Cases<>(List.of(), Reply.of(subject -> 404, Map.of(), Node.fixed("{}")));
    }

    Answer answer(T subject) {
        for (Case<T> candidate : cases) {
            if (candidate.when().test(subject)) {
                return candidate.reply().answer(subject);
            }
        }
        return otherwise.answer(subject);
    }

    /** An answer with its condition. */
    record Case<T>(Predicate<T> when, Reply<T> reply) {}
}
