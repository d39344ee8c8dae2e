package io.github.apiauth.keycloak.contractfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the answers of these tests are about. */
    private record Subject(String text, @Nullable String missing, long number, Map<String, Object> members) {}

    private static final Subject SUBJECT = new Subject("a\"é", null, 7, Map.of("x", List.of(true)));

    private static final Placeholders<Subject> PLACEHOLDERS = Placeholders.<Subject>none()
            .with("text", Placeholder.text(Subject::text))
            .with("missing", Placeholder.text(Subject::missing))
            .with("number", Placeholder.number(Subject::number))
            .with("flag", Placeholder.flag(subject -> true))
            .with("fixed", Placeholder.of(new Text.Fixed<>("f")))
            .with("list", Placeholder.structure((subject, out) -> out.writeRawValue("[1]")))
            .with("more", Placeholder.members(Subject::members));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // a placeholder alone has its own type
                "{\"a\":\"{text}\"}         | {\"a\":\"a\\\"é\"}",
                "{\"a\":\"{number}\"}       | {\"a\":7}",
                "{\"a\":\"{flag}\"}         | {\"a\":true}",
                "{\"a\":\"{list}\"}         | {\"a\":[1]}",
                "\"{list}\"                 | [1]",
                // without a value it is left out
                "{\"a\":\"{missing}\",\"b\":1,\"c\":\"{missing}\"} | {\"b\":1}",
                "[\"{missing}\",\"{text}\",\"{missing}\"]          | [\"a\\\"é\"]",
                "{\"a\":{\"b\":\"{missing}\"}}                     | {\"a\":{}}",
                "\"{missing}\"                                     | null",
                // in longer text it is text
                "\"n={number}, {flag}; {text}\" | \"n=7, true; a\\\"é\"",
                "\" {missing}\"                 | \" \"",
                "\"{missing}{missing}\"         | \"\"",
                "\"{text}{fixed}\"              | \"a\\\"éf\"",
                // braces
                "\"{{\"             | \"{\"",
                "\"{{text}\"        | \"{text}\"",
                "\"{{{text}}\"      | \"{a\\\"é}\"",
                "\"a } b\"          | \"a } b\"",
                "{\"{{a\":1}        | {\"{a\":1}",
                // all else stays, in its order
                "{\"z\":null,\"a\":[],\"m\":{},\"b\":-1.50,\"c\":true,\"d\":\"\"} | {\"z\":null,\"a\":[],\"m\":{},\"b\":-1.50,\"c\":true,\"d\":\"\"}",
                "[1,[2,\"{number}\"],{\"a\":3}]  | [1,[2,7],{\"a\":3}]",
                "12                               | 12",
                // further members
                "{\"a\":1,\"...\":\"{more}\",\"b\":2} | {\"a\":1,\"x\":[true],\"b\":2}",
                "{\"...\":\"{more}\",\"x\":2}         | {\"x\":2}",
            })
    void givenTemplate_thenItsBody(String template, String body) {
        assertThat(body(template)).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "[1,{\"a\":[null]}]", "\"x {{\"", "{\"a\":\"{fixed}\",\"b\":\"x{fixed}\"}"})
    void givenNoVariable_thenTheBodyIsMadeOnce(String template) {
        Reply<Subject> reply = reply(template);
        assertThat(reply.answer(SUBJECT).body()).isSameAs(reply.answer(SUBJECT).body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":[{\"b/c\":\"{texts}\"}]} | /a/0/b~1c | there is no placeholder {texts} here; these exist: {text}, {missing}, {number}, {flag}, {fixed}, {list}, {more}",
                "\"{}\"                     |        | there is no placeholder {} here; these exist: {text}, {missing}, {number}, {flag}, {fixed}, {list}, {more}",
                "\"x { y\"                  |        | a { is not closed: write {{ if it is no placeholder's",
                "\"{text{number}\"          |        | a { is not closed: write {{ if it is no placeholder's",
                "{\"a\":\"x {list}\"}       | /a     | {list} is no text: it must stand alone in a body's string",
                "{\"a\":\"{more}\"}         | /a     | {more} can only be the value of a member called ...",
                "{\"a\":\"{more}.\"}        | /a     | {more} is no text: it must stand alone in a body's string",
                "{\"...\":\"{text}\"}       | /...   | {text} cannot be spread: give the member another name than ...",
                "{\"...\":\"x{more}\"}      | /...   | the member ... must be a placeholder that can be spread",
                "{\"...\":1}                | /...   | the member ... must be a placeholder that can be spread",
                "{\"{text}\":1}             | /{text} | there is no placeholder {text} here; there are none: write {{ for a brace",
            })
    void givenMistake_thenItsPlaceAndMend(String template, @Nullable String pointer, String sentence) {
        assertThatThrownBy(() -> reply(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("f.json" + (pointer == null ? "" : ", " + pointer) + ": " + sentence);
    }

    @Property
    void givenAnyText_thenValidJsonThatHoldsIt(@ForAll String text) throws Exception {
        Subject subject = new Subject(text, text, 0, Collections.singletonMap(text, text));
        byte[] body = reply("[\"{text}\",\"<{missing}>\",{\"...\":\"{more}\"}]")
                .answer(subject)
                .body();
        String readable = new String(text.getBytes(UTF_8), UTF_8);
        assumeThat(readable).isEqualTo(text);
        JsonNode read = JSON.readTree(body);
        assertThat(read.get(0).textValue()).isEqualTo(text);
        assertThat(read.get(1).textValue()).isEqualTo('<' + text + '>');
        assertThat(read.get(2).get(text).textValue()).isEqualTo(text);
    }

    @Test
    void givenALongBody_thenWhole() throws Exception {
        String text = "é".repeat(100_000);
        byte[] body = reply("[\"{text}\"]")
                .answer(new Subject(text, null, 0, Map.of()))
                .body();
        assertThat(JSON.readTree(body).get(0).textValue()).isEqualTo(text);
    }

    private static String body(String template) {
        return new String(reply(template).answer(SUBJECT).body(), UTF_8);
    }

    private static Reply<Subject> reply(String template) {
        try {
            JsonNode node = JSON.reader()
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .readTree(template);
            return Reply.of(subject -> 200, Map.of(), new Template<>(PLACEHOLDERS).node(new Place("f.json", "", node)));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
