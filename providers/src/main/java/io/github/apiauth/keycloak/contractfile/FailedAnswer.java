package io.github.apiauth.keycloak.contractfile;

import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The answer to a request that failed. */
final class FailedAnswer implements AnswerKind<Failure> {

    private static final String STATUS = "status";
    private static final String ERROR = "error";
    private static final String DESCRIPTION = "description";
    private static final String ERROR_DESCRIPTION = "error_description";
    private static final String CAUSES = "causes";
    private static final String ERRORS = "errors";
    private static final String ENDPOINTS = "endpoints";

    /** RFC 6749 §5.2. */
    private static final Pattern CODE = Pattern.compile("[ !#-\\[\\]-~]+");

    @Override
    public List<String> members() {
        return List.of(STATUS, "headers", "message", "body", "rules");
    }

    @Override
    public List<String> replaceable() {
        return List.of(STATUS, "headers", "message", "body", ERROR, DESCRIPTION);
    }

    /** Whatever is named must hold. */
    @Override
    public Predicate<Failure> when(Place when) {
        when.only(List.of(CAUSES, ERRORS, Condition.GRANTS, ENDPOINTS));
        return Stream.of(
                        when.optional(CAUSES)
                                .map(causes -> Condition.oneOf(causes.constants(Failure.Cause.class), Failure::cause)),
                        when.optional(ERRORS)
                                .map(errors -> Condition.oneOf(
                                        Set.copyOf(errors.distinct(FailedAnswer::code)), Failure::code)),
                        when.optional(Condition.GRANTS).map(grants -> Condition.grants(grants, Failure::grantType)),
                        when.optional(ENDPOINTS)
                                .map(endpoints ->
                                        Condition.oneOf(endpoints.constants(Endpoint.class), Failure::endpoint)))
                .flatMap(Optional::stream)
                .reduce(Predicate::and)
                .orElseThrow();
    }

    @Override
    public Placeholders<Failure> placeholders(Draft draft) {
        return ofFailure(draft).with(ERROR_DESCRIPTION, Placeholder.of(message(draft)));
    }

    /** The description, which may hold the code, the status and the description that there was. */
    @Override
    public Text<Failure> message(Draft draft) {
        return draft.part(DESCRIPTION)
                .map(new Template<>(ofFailure(draft))::text)
                .orElse(new Text.Taken<>(Failure::description));
    }

    @Override
    public ToIntFunction<Failure> status() {
        return Failure::status;
    }

    private static Placeholders<Failure> ofFailure(Draft draft) {
        return Placeholders.<Failure>none()
                .with(
                        ERROR,
                        draft.part(ERROR)
                                .map(code -> Placeholder.of(new Text.Fixed<Failure>(Template.plain(code, code(code)))))
                                .orElse(Placeholder.text(Failure::code)))
                .with(ERROR_DESCRIPTION, Placeholder.text(Failure::description))
                .with(
                        STATUS,
                        AnswerReader.status(draft)
                                .map(Placeholder::<Failure>number)
                                .orElse(Placeholder.number(Failure::status)));
    }

    private static String code(Place code) {
        return code.text(CODE, "an error code, such as invalid_grant");
    }
}
