package io.github.apiauth.keycloak.contractfile;

import io.github.apiauth.keycloak.legacyapi.Endpoint;
import java.util.List;

/** The answer to a revocation, which is always the same. */
final class RevokedAnswer implements AnswerKind<Endpoint> {

    @Override
    public List<String> members() {
        return List.of("status", "headers", "message", "body");
    }

    @Override
    public Placeholders<Endpoint> placeholders(Draft draft) {
        return Placeholders.none();
    }
}
