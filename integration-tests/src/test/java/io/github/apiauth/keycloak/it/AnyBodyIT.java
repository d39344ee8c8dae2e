package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Request;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** No body whatever makes the server fail, on either lane. */
class AnyBodyIT {

    static final List<String> NAMES = List.of(
            "grant_type",
            "client_id",
            "client_secret",
            "scope",
            "email",
            "username",
            "password",
            "refresh_token",
            "code",
            "claims",
            "authorization_details",
            "redirect_uri",
            "x");

    @Property(tries = 250)
    void anyBytes(@ForAll byte[] body) {
        assertNoFailure(Request.api().post("application/json", body), true);
        assertNoFailure(Request.standard("token").post("application/json", body), false);
    }

    @Property(tries = 500)
    void anyJson(@ForAll("objects") String body) {
        assertNoFailure(Request.api().json(body), true);
        assertNoFailure(Request.standard("token").json(body), false);
    }

    @Property(tries = 150)
    void anyForm(@ForAll String body) {
        assertNoFailure(Request.api().post("application/x-www-form-urlencoded", body), true);
    }

    private static void assertNoFailure(Answer answer, boolean enveloped) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 499);
        assertThat(answer.json().path(enveloped ? "data" : "error").isMissingNode())
                .isFalse();
    }

    @Provide
    Arbitrary<String> objects() {
        Arbitrary<String> strings = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).map(AnyBodyIT::quoted),
                Arbitraries.of(
                        "\"client_credentials\"",
                        "\"password\"",
                        "\"refresh_token\"",
                        "\"authorization_code\"",
                        "\"urn:ietf:params:oauth:grant-type:token-exchange\"",
                        "\"server-app\"",
                        "\"web-app\"",
                        "\"spa-app\"",
                        "\"jane@example.com\"",
                        "\"read\"",
                        "\"openid\"",
                        "\"\\u0000\"",
                        "\"\\ud800\""));
        Arbitrary<String> values = Arbitraries.frequencyOf(
                Tuple.of(8, strings),
                Tuple.of(1, Arbitraries.of("null", "true", "1", "-0.5e3", "[]", "{}", "[\"read\",\"write\"]", "[[]]")));
        return Combinators.combine(Arbitraries.of(NAMES), values)
                .as((name, value) -> '"' + name + "\":" + value)
                .list()
                .ofMaxSize(6)
                .map(members -> "{" + String.join(",", members) + "}");
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(String.format("\\u%04x", c)));
        return quoted.append('"').toString();
    }
}
