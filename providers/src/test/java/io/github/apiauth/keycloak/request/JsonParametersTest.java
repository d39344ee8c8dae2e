package io.github.apiauth.keycloak.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedMap;
import java.nio.CharBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParametersTest {

    @Test
    void givenStrings_thenEachIsAParameter() throws Exception {
        assertThat(parse("{\"grant_type\":\"client_credentials\",\"client_id\":\"a\"}"))
                .hasSize(2)
                .containsEntry("grant_type", List.of("client_credentials"))
                .containsEntry("client_id", List.of("a"));
    }

    @Test
    void givenPhpEscapes_thenTheyAreRead() throws Exception {
        assertThat(parse("{\"client_secret\":\"a\\/b\\u00e9\\ud83d\\ude00\"}").getFirst("client_secret"))
                .isEqualTo("a/bé😀");
    }

    @Test
    void givenNull_thenLeftOut() throws Exception {
        assertThat(parse("{\"scope\":null,\"client_id\":null}")).isEmpty();
    }

    @Test
    void givenNoMembers_thenNoParameters() throws Exception {
        assertThat(parse(" { } ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"read\",\"write\"]|read write",
                "[\"read\"]|read",
                "\"read write\"|read write",
                "[]|''",
                "[\"read\",\"\"]|read",
                "[\"\",\"read\",\" \",\"write\"]|read write",
                "[\"\"]|''",
            })
    void givenScope_thenStringOrArrayOfStrings(String scope, String expected) throws Exception {
        assertThat(parse("{\"scope\":" + scope + "}").getFirst("scope")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "{}", "[1]", "[null]", "[[\"read\"]]", "[\"read\",{}]"})
    void givenScopeOfAnotherType_thenNamed(String scope) {
        assertRefused("{\"scope\":" + scope + "}", "Parameter 'scope' must be a string or an array of strings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audience", "resource"})
    void givenArrayForAParameterThatMayBeRepeated_thenItsStrings(String name) throws Exception {
        assertThat(parse("{\"" + name + "\":[\"a\",\"\",\"b\"]}")).containsEntry(name, List.of("a", "b"));
        assertThat(parse("{\"" + name + "\":\"a\"}")).containsEntry(name, List.of("a"));
        assertThat(parse("{\"" + name + "\":[]}").getOrDefault(name, List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "{}", "[1]", "[null]", "[[\"a\"]]", "[\"a\",{}]"})
    void givenAnotherTypeForAParameterThatMayBeRepeated_thenNamed(String value) {
        assertRefused("{\"audience\":" + value + "}", "Parameter 'audience' must be a string or an array of strings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true", "0", "1.5", "[]", "{}", "[\"a\"]"})
    void givenAnotherTypeThanString_thenMemberIsNamed(String value) {
        assertRefused("{\"client_id\":" + value + "}", "Parameter 'client_id' must be a string");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claims|{\"userinfo\" : {\"email\": null}}|{\"userinfo\":{\"email\":null}}",
                "claims|\"{}\"|{}",
                "authorization_details|[ {\"type\":\"x\",\"n\":1.50} ]|[{\"type\":\"x\",\"n\":1.5}]",
            })
    void givenJsonValuedParameter_thenPassedOnAsText(String name, String value, String expected) throws Exception {
        assertThat(parse("{\"" + name + "\":" + value + "}").getFirst(name)).isEqualTo(expected);
    }

    @Test
    void givenNumberForJsonValuedParameter_thenRefused() {
        assertRefused("{\"claims\":1}", "Parameter 'claims' must be JSON or a string");
    }

    @Test
    void givenDuplicateMember_thenNamed() {
        assertRefused("{\"client_id\":\"a\",\"client_id\":\"b\"}", "Parameter 'client_id' is given more than once");
    }

    @Test
    void givenDuplicateMemberThatIsNull_thenNamed() {
        assertRefused("{\"client_id\":null,\"client_id\":\"b\"}", "Parameter 'client_id' is given more than once");
    }

    @Test
    void givenDuplicateWithinClaims_thenNamed() {
        assertRefused("{\"claims\":{\"a\":1,\"a\":2}}", "Parameter 'a' is given more than once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}{}", "{} []", "{}1"})
    void givenMoreAfterTheObject_thenRefused(String body) {
        assertRefused(body, "Nothing may follow the JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"a\"", "1", "null", "true", "[{}]"})
    void givenNoObject_thenRefused(String body) {
        assertRefused(body, "The body must be a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void givenNothing_thenRefused(String body) {
        assertRefused(body, "The body is empty: a JSON object is expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":\"b\",}",
                "{'a':'b'}",
                "{a:\"b\"}",
                "{\"a\":\"b\"} x",
                "{\"a\":\"b\n\"}",
                "{\"a\":NaN}",
                "{\"a\":\"\\x\"}",
                "{/* */}",
                "grant_type=client_credentials",
            })
    void givenMalformedJson_thenPlaceIsTold(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageMatching("The body is not valid JSON \\(line \\d+, column \\d+\\)");
    }

    @Test
    void givenMalformedJson_thenItsContentIsNotRepeated() {
        assertThatThrownBy(() -> parse("{\"client_secret\":s3cr3t}"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void givenSixteenLevels_thenAccepted() throws Exception {
        assertThat(parse("{\"claims\":" + nested(15) + "}").getFirst("claims")).isEqualTo(nested(15));
    }

    @Test
    void givenSeventeenLevels_thenRefused() {
        assertThatThrownBy(() -> parse("{\"claims\":" + nested(16) + "}"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("The JSON is nested more than 16 levels deep");
    }

    @Test
    void givenStrangeName_thenErrorHoldsOnlyWhatRfc6749Allows() {
        assertRefused("{\"a\\\"\\n\\\\é\":1}", "Parameter 'a????' must be a string");
    }

    @Test
    void givenLongName_thenErrorShortensIt() {
        assertRefused("{\"" + "a".repeat(100) + "\":1}", "Parameter '" + "a".repeat(64) + "...' must be a string");
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static void assertRefused(String body, String message) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage(message);
    }

    private static MultivaluedMap<String, String> parse(String body) throws InvalidRequestException {
        return JsonParameters.parse(CharBuffer.wrap(body.toCharArray()), ReadingRules.STANDARD);
    }
}
