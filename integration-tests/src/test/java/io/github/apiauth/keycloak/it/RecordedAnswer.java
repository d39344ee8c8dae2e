package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.apiauth.keycloak.it.server.Answer;
import io.github.apiauth.keycloak.it.server.Browser;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a server answered, with {@code <token>} and {@code <text>} for what differs from one answer to the next.
 *
 * @param status the HTTP status
 * @param headers those that matter, in lower case
 * @param body a JSON object, or an empty string
 */
record RecordedAnswer(int status, Map<String, String> headers, JsonNode body) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> ERROR =
            Map.of("content-type", "application/json", "cache-control", "no-store");

    /** What Keycloak adds to a redirect: RFC 9207 §2, OpenID Connect Session Management §2. */
    private static final Set<String> KEYCLOAKS = Set.of("iss", "session_state");

    /** An error as the community API has it. */
    static RecordedAnswer error(int status, String code) {
        return json(status, ERROR, "{\"error\":\"" + code + "\",\"error_description\":\"<text>\"}");
    }

    /** A JSON answer. */
    static RecordedAnswer json(int status, Map<String, String> headers, String body) {
        try {
            return new RecordedAnswer(status, headers, JSON.readTree(body));
        } catch (JsonProcessingException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    /** A redirect to the client. */
    static RecordedAnswer redirect(String location) {
        return new RecordedAnswer(302, Map.of("location", location), TextNode.valueOf(""));
    }

    /** Whether a user has to log in before this is the answer. */
    boolean needsLogin() {
        return headers.getOrDefault("location", "").contains("<token>");
    }

    /** Status, headers and the shape of the body. Nobody reads the body of a redirect, nor the type of one that is empty. */
    void assertGivenBy(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        headers.forEach((name, value) -> assertHeader(name, value, answer));
        if (headers.containsKey("location")) {
            return;
        }
        if (body.isObject()) {
            assertLike("the body", body, answer.json());
        } else {
            assertThat(answer.body()).isEqualTo(body.asText());
        }
    }

    private void assertHeader(String name, String value, Answer answer) {
        String given = String.join(", ", answer.header(name));
        switch (name) {
            case "location" -> assertLocation(value, given);
            case "content-type" -> {
                if (body.isObject() && !headers.containsKey("location")) {
                    assertThat(given).isEqualTo(value);
                }
            }
            case "allow" -> assertThat(tokens(given)).as(name).isEqualTo(tokens(value));
            default -> assertThat(tokens(given)).as(name).containsAll(tokens(value));
        }
    }

    /** The members of a list (RFC 9110 §5.6.1), whose order means nothing. */
    private static Set<String> tokens(String list) {
        return new TreeSet<>(List.of(list.split(",\\s*", -1)));
    }

    private static void assertLocation(String recorded, String given) {
        assertThat(URI.create(given.replaceFirst("[?#].*", "")))
                .isEqualTo(URI.create(recorded.replaceFirst("[?#].*", "")));
        assertThat(given.contains("#")).as(given).isEqualTo(recorded.contains("#"));
        Map<String, String> parameters = Browser.parameters(given);
        parameters.keySet().removeAll(KEYCLOAKS);
        assertLike("the redirect", JSON.valueToTree(Browser.parameters(recorded)), JSON.valueToTree(parameters));
    }

    private static void assertLike(String what, JsonNode recorded, JsonNode given) {
        if (recorded.isObject()) {
            assertThat(given.isObject()).as("%s: %s", what, given).isTrue();
            assertThat(given.fieldNames())
                    .toIterable()
                    .as(what)
                    .containsExactlyInAnyOrderElementsOf(() -> recorded.fieldNames());
            recorded.fieldNames()
                    .forEachRemaining(name -> assertLike(what + "'s " + name, recorded.path(name), given.path(name)));
        } else if (recorded.asText().matches("<\\w+>")) {
            assertThat(given.isTextual()).as("%s: %s", what, given).isTrue();
            assertThat(given.asText()).as(what).isNotBlank();
        } else if (what.endsWith("expires_in")) {
            assertThat(given.getNodeType()).as(what).isEqualTo(recorded.getNodeType());
            assertThat(recorded.asInt() - given.asInt()).as(what).isBetween(0, 2);
        } else {
            assertThat(given).as(what).isEqualTo(recorded);
        }
    }
}
