package io.github.apiauth.keycloak.contractfile;

import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Failure;
import io.github.apiauth.keycloak.legacyapi.IssuedToken;
import io.github.apiauth.keycloak.legacyapi.Plugin;
import java.util.List;
import java.util.Set;

/**
 * The answers of a contract file.
 *
 * @param issued to a token request
 * @param revoked to a revocation
 * @param introspected to an introspection
 * @param plugins to a request for the plugins
 * @param failed to whatever failed
 */
record Answers(
        Cases<IssuedToken> issued,
        Cases<Endpoint> revoked,
        Cases<String> introspected,
        Cases<List<Plugin>> plugins,
        Cases<Failure> failed) {

    private static final String ISSUED = "issued";
    private static final String REVOKED = "revoked";
    private static final String INTROSPECTED = "introspected";
    private static final String PLUGINS = "plugins";
    private static final String FAILED = "failed";

    /** Reads those that these endpoints need, and no other. */
    static Answers read(Place answers, Set<Endpoint> endpoints) {
        answers.only(List.of(ISSUED, REVOKED, INTROSPECTED, PLUGINS, FAILED));
        return new Answers(
                read(answers, ISSUED, Endpoint.TOKEN, endpoints, new IssuedAnswer()),
                read(answers, REVOKED, Endpoint.REVOKE, endpoints, new RevokedAnswer()),
                read(answers, INTROSPECTED, Endpoint.INTROSPECT, endpoints, new IntrospectedAnswer()),
                read(answers, PLUGINS, Endpoint.PLUGINS, endpoints, new PluginsAnswer()),
                new AnswerReader<>(new FailedAnswer()).read(answers.member(FAILED)));
    }

    private static <T> Cases<T> read(
            Place answers, String name, Endpoint endpoint, Set<Endpoint> endpoints, AnswerKind<T> kind) {
        if (endpoints.contains(endpoint)) {
            return new AnswerReader<>(kind).read(answers.member(name));
        }
        answers.optional(name).ifPresent(answer -> {
            throw answer.wrong("there is no endpoint " + Place.word(endpoint)
                    + ": add it to /endpoints, or take this answer away");
        });
        return Cases.none();
    }
}
