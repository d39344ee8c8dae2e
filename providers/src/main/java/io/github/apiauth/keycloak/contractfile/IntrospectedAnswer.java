package io.github.apiauth.keycloak.contractfile;

import java.util.List;

/** The answer to an introspection, whose result is JSON text. */
final class IntrospectedAnswer implements AnswerKind<String> {

    @Override
    public List<String> members() {
        return List.of("status", "headers", "message", "body");
    }

    @Override
    public Placeholders<String> placeholders(Draft draft) {
        return Placeholders.<String>none()
                .with("introspection", Placeholder.structure((json, out) -> out.writeRawValue(json)));
    }
}
