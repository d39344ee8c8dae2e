package io.github.apiauth.keycloak.contractfile;

import io.github.apiauth.keycloak.contractfile.Cases.Case;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads an answer of a contract file with its rules.
 *
 * @param kind which answer it is
 * @param <T> what the answer is about
 */
record AnswerReader<T>(AnswerKind<T> kind) {

    private static final String STATUS = "status";
    private static final String HEADERS = "headers";
    private static final String MESSAGE = "message";
    private static final String BODY = "body";
    private static final String RULES = "rules";
    private static final String WHEN = "when";

    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);

    /** RFC 9110 §5.6.2. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** RFC 9110 §5.5, in ASCII. */
    private static final Pattern HEADER_VALUE = Pattern.compile("|[!-~]|[!-~][\\t -~]*[!-~]");

    /** What the server says itself of the body and the connection. */
    private static final Pattern HEADER_OF_THE_SERVER =
            Pattern.compile("(?i)content-type|content-length|transfer-encoding|connection");

    Cases<T> read(Place answer) {
        answer.only(kind.members());
        answer.member(BODY);
        Reply<T> otherwise = reply(new Draft(answer, null));
        List<Case<T>> cases = new ArrayList<>();
        answer.optional(RULES)
                .map(Place::someElements)
                .orElse(List.of())
                .forEach(rule -> cases.add(rule(answer, rule)));
        return new Cases<>(List.copyOf(cases), otherwise);
    }

    private Case<T> rule(Place answer, Place rule) {
        rule.only(Stream.concat(Stream.of(WHEN), kind.replaceable().stream()).toList());
        Place when = rule.member(WHEN);
        when.someMembers();
        if (rule.members().size() == 1) {
            throw rule.wrong(
                    "the rule changes nothing: give it at least one of " + String.join(", ", kind.replaceable()));
        }
        return new Case<>(kind.when(when), reply(new Draft(answer, rule)));
    }

    private Reply<T> reply(Draft draft) {
        Placeholders<T> placeholders = kind.placeholders(draft);
        Text<T> message =
                draft.part(MESSAGE).map(new Template<>(placeholders)::text).orElseGet(() -> kind.message(draft));
        return Reply.of(
                status(draft).<ToIntFunction<T>>map(status -> subject -> status).orElseGet(kind::status),
                draft.part(HEADERS).map(AnswerReader::headers).orElse(Map.of()),
                new Template<>(placeholders.with(MESSAGE, Placeholder.of(message)))
                        .node(draft.part(BODY).orElseThrow()));
    }

    /** The status that the file gives, if it gives one. */
    static Optional<Integer> status(Draft draft) {
        return draft.part(STATUS).map(place -> {
            int status = place.number(200, 599);
            if (WITHOUT_BODY.contains(status)) {
                throw place.wrong("the status " + status + " cannot be: such an answer has no body");
            }
            return status;
        });
    }

    private static Map<String, String> headers(Place headers) {
        Map<String, String> texts = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.someMembers().forEach((name, value) -> {
            if (!HEADER_NAME.matcher(name).matches()) {
                throw value.wrong("this is no name of a header: letters, digits and hyphens make one");
            }
            if (HEADER_OF_THE_SERVER.matcher(name).matches()) {
                throw value.wrong("the server sets this header itself: take it away");
            }
            if (!names.add(name)) {
                throw value.wrong("this header is here already, in other letters: take one of them away");
            }
            String text = Template.plain(value, value.text());
            if (!HEADER_VALUE.matcher(text).matches()) {
                throw value.wrong(
                        "this is no value of a header: it must be printable ASCII without blanks at its ends");
            }
            texts.put(name, text);
        });
        return Map.copyOf(texts);
    }
}
