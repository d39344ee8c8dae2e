package io.github.apiauth.keycloak.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedMap;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingRulesTest {

    private static final Map<String, List<String>> ALIASES = Map.of(
            "client_id", List.of("appid", "app_id"), "scope", List.of("permissions"), "audience", List.of("target"));

    private static final ReadingRules ALIASED = rules(ALIASES, " ", false, false);
    private static final ReadingRules TOLERANT = rules(ALIASES, " ", true, true);
    private static final ReadingRules NUMBERS = rules(Map.of(), " ", true, false);
    private static final ReadingRules UNKNOWN = rules(Map.of(), " ", false, true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSON,FORM|application/json or application/x-www-form-urlencoded",
                "FORM|application/x-www-form-urlencoded",
                "JSON,FORM,MULTIPART|application/json, application/x-www-form-urlencoded or multipart/form-data",
            })
    void givenOtherFormat_thenTheErrorNamesThoseThatAreTaken(String formats, String named) {
        Set<BodyType> taken = EnumSet.noneOf(BodyType.class);
        for (String format : formats.split(",", -1)) {
            taken.add(BodyType.valueOf(format));
        }
        ReadingRules rules = new ReadingRules(taken, Map.of(), " ", false, false);
        assertThat(InvalidRequestException.unsupportedMediaType(rules.mediaTypes()))
                .hasMessage("Content-Type must be " + named);
    }

    @Test
    void givenTheStandard_thenJsonAndFormsOnly() {
        assertThat(BodyType.values())
                .filteredOn(ReadingRules.STANDARD::take)
                .containsExactly(BodyType.JSON, BodyType.FORM);
    }

    @Test
    void givenAlias_thenItsParameterHasTheValue() throws Exception {
        assertThat(form("appid=a&client_secret=b", ALIASED))
                .containsOnly(Map.entry("client_id", List.of("a")), Map.entry("client_secret", List.of("b")));
        assertThat(json("{\"app_id\":\"a\"}", ALIASED)).containsOnly(Map.entry("client_id", List.of("a")));
        assertThat(multipart("appid", "a", ALIASED)).containsOnly(Map.entry("client_id", List.of("a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id=a&appid=a", "appid=a&app_id=a", "appid=a&client_id=", "app_id=&client_id=a"})
    void givenSeveralNamesWithOneValue_thenOneParameter(String body) throws Exception {
        assertThat(form(body, ALIASED)).containsOnly(Map.entry("client_id", List.of("a")));
    }

    @ParameterizedTest
    @CsvSource({
        "client_id=a&appid=b, client_id, appid",
        "appid=a&client_id=b, client_id, appid",
        "appid=a&app_id=b, appid, app_id",
        "client_id=a&client_id=a&app_id=a, client_id, app_id",
    })
    void givenNamesWithDifferentValues_thenBothAreNamed(String body, String one, String other) {
        assertThatThrownBy(() -> form(body, ALIASED))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("Parameter 'client_id' is given more than once with different values: as '%s' and as '%s'"
                        .formatted(one, other));
    }

    @Test
    void givenAliasOfAParameterThatMayBeAnArray_thenItMayBeOneToo() throws Exception {
        assertThat(json("{\"permissions\":[\"read\",\"write\"],\"target\":[\"a\",\"b\"]}", ALIASED))
                .containsOnly(Map.entry("scope", List.of("read write")), Map.entry("audience", List.of("a", "b")));
    }

    @Test
    void givenAliasOfAnotherType_thenTheNameThatWasSentIsNamed() {
        assertRefused("{\"appid\":true}", TOLERANT, "Parameter 'appid' must be a string");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read,write|read write",
                "read, write|read write",
                "read+write|read write",
                "read;write ,,read|read;write read",
                ",read,|read",
                "read write|read write",
            })
    void givenScopeSeparators_thenBlanks(String sent, String scope) throws Exception {
        assertThat(json("{\"scope\":\"" + sent + "\"}", rules(Map.of(), " ,+", false, false)))
                .containsOnly(Map.entry("scope", List.of(scope)));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "]", "\\", "^", "-", "|", "[&&]"})
    void givenSeparatorThatMeansSomethingInAPattern_thenItSeparatesAllTheSame(String separators) throws Exception {
        MultivaluedMap<String, String> parameters =
                multipart("scope", "a" + separators + "b", rules(Map.of(), separators, false, false));
        assertThat(parameters).containsOnly(Map.entry("scope", List.of("a b")));
    }

    @Test
    void givenSeparatorsOnly_thenNoScope() throws Exception {
        assertThat(form("scope=,", rules(Map.of(), " ,", false, false))).isEmpty();
    }

    @Test
    void givenNoFurtherSeparators_thenTheScopeAsItWasSent() throws Exception {
        assertThat(form("scope=read,write", ALIASED)).containsOnly(Map.entry("scope", List.of("read,write")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "0", "-1", "1.50", "1e3", "12345678901234567890"})
    void givenNumber_thenItsTextAsSent(String number) throws Exception {
        assertThat(json("{\"client_id\":" + number + ",\"scope\":" + number + ",\"x\":" + number + "}", NUMBERS))
                .containsOnly(
                        Map.entry("client_id", List.of(number)),
                        Map.entry("scope", List.of(number)),
                        Map.entry("x", List.of(number)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "{}", "[1]"})
    void givenNumbersTolerated_thenNothingElseIs(String value) {
        assertRefused("{\"client_id\":" + value + "}", NUMBERS, "Parameter 'client_id' must be a string");
        assertRefused("{\"x\":" + value + "}", NUMBERS, "Parameter 'x' must be a string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "1.5", "[]", "{\"os\":{\"name\":\"ios\",\"list\":[1,null,{}]}}", "null"})
    void givenUnknownMemberThatIsNoString_thenLeftOut(String value) throws Exception {
        String body = "{\"device\":" + value + ",\"client_id\":\"a\"}";
        assertThat(json(body, UNKNOWN)).containsOnly(Map.entry("client_id", List.of("a")));
        assertThat(json(body, TOLERANT)).containsOnly(Map.entry("client_id", List.of("a")));
    }

    @Test
    void givenUnknownString_thenPassedOn() throws Exception {
        assertThat(json("{\"device\":\"ios\"}", UNKNOWN)).containsOnly(Map.entry("device", List.of("ios")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type",
                "client_id",
                "client_secret",
                "username",
                "password",
                "email",
                "code",
                "code_verifier",
                "redirect_uri",
                "refresh_token",
                "token",
                "token_type_hint",
                "assertion",
                "client_assertion",
                "device_code",
                "subject_token",
                "request_uri",
                "login_hint",
                "auth_req_id",
                "dpop_jkt",
                "state",
            })
    void givenKnownMember_thenItMustBeAStringAllTheSame(String name) {
        assertRefused("{\"" + name + "\":true}", TOLERANT, "Parameter '" + name + "' must be a string");
    }

    @Test
    void givenUnknownMember_thenItsDepthAndItsNamesAreBoundAllTheSame() {
        assertThatThrownBy(() -> json("{\"x\":" + "[".repeat(16) + "]".repeat(16) + "}", UNKNOWN))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("The JSON is nested more than 16 levels deep");
        assertRefused("{\"x\":1,\"x\":2}", UNKNOWN, "Parameter 'x' is given more than once");
    }

    private static void assertRefused(String body, ReadingRules rules, String message) {
        assertThatThrownBy(() -> json(body, rules))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage(message);
    }

    private static ReadingRules rules(
            Map<String, List<String>> aliases, String scopeSeparators, boolean numbers, boolean unknownMembers) {
        return new ReadingRules(
                EnumSet.complementOf(EnumSet.of(BodyType.OTHER)), aliases, scopeSeparators, numbers, unknownMembers);
    }

    private static MultivaluedMap<String, String> json(String body, ReadingRules rules) throws InvalidRequestException {
        return FormRequest.parameters(BodyType.JSON, CharBuffer.wrap(body.toCharArray()), rules);
    }

    private static MultivaluedMap<String, String> form(String body, ReadingRules rules) throws InvalidRequestException {
        return FormRequest.parameters(BodyType.FORM, CharBuffer.wrap(body.toCharArray()), rules);
    }

    private static MultivaluedMap<String, String> multipart(String name, String value, ReadingRules rules)
            throws InvalidRequestException {
        return FormRequest.multipart(
                "--x\r\nContent-Disposition: form-data; name=%s\r\n\r\n%s\r\n--x--"
                        .formatted(name, value)
                        .getBytes(StandardCharsets.UTF_8),
                "x",
                rules);
    }
}
