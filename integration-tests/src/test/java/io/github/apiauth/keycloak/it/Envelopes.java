package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.Answer;

/** What every failure on the API lane looks like. */
final class Envelopes {

    private Envelopes() {}

    static void assertError(Answer answer, int status, String error, String description) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().fieldNames()).toIterable().containsExactly("error", "data", "message");
        assertThat(answer.json().path("error").asBoolean()).isTrue();
        assertThat(answer.data().fieldNames()).toIterable().containsExactly("error", "error_description");
        assertThat(answer.data("error")).isEqualTo(error);
        assertThat(answer.data("error_description")).isEqualTo(description);
        assertThat(answer.json().path("message").asText()).isEqualTo(description);
        assertThat(answer.header("Content-Type")).containsExactly("application/json");
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
    }
}
