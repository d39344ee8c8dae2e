package io.github.apiauth.keycloak.contractfile;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a contract file says of an answer in one case.
 *
 * @param answer the whole answer
 * @param rule what replaces parts of it, if this is the case of a rule
 */
record Draft(Place answer, @Nullable Place rule) {

    /** A part of the answer, if the file has it. */
    Optional<Place> part(String name) {
        Optional<Place> replaced = rule == null ? Optional.empty() : rule.optional(name);
        return replaced.isPresent() ? replaced : answer.optional(name);
    }
}
