package io.github.apiauth.keycloak.contractfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.apiauth.keycloak.legacyapi.Answer;
import io.github.apiauth.keycloak.legacyapi.BodyFormat;
import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Failure;
import io.github.apiauth.keycloak.legacyapi.Failure.Cause;
import io.github.apiauth.keycloak.legacyapi.IssuedToken;
import io.github.apiauth.keycloak.legacyapi.RequestRules.DefaultScope;
import io.github.apiauth.keycloak.legacyapi.Route;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractFileTest {

    /** The least that a contract with a token endpoint says. */
    private static final String LEAST = """
            {
              "id": "acme",
              "endpoints": { "token": { "path": "token", "methods": ["POST"], "formats": ["form"] } },
              "answers": {
                "issued": { "body": { "token": "{access_token}" } },
                "failed": { "body": { "error": "{error}" } }
              }
            }
            """;

    @Test
    void givenTheLeast_thenDefaults() {
        Contract contract = read(LEAST);
        assertThat(contract.id()).isEqualTo("acme");
        assertThat(contract.base()).isEqualTo(contract.id());
        assertThat(contract.routes())
                .isEqualTo(Map.of(Endpoint.TOKEN, new Route("token", List.of("POST"), Set.of(BodyFormat.FORM), false)));
        assertThat(contract.requests()).isEqualTo(Requests.NO_RULES);
        assertAnswer(contract.issued(token("password", "Bearer", "read")), 200, "{\"token\":\"a\"}");
        assertAnswer(
                contract.failed(failure(Cause.SCOPE, "invalid_scope", null)), 400, "{\"error\":\"invalid_scope\"}");
    }

    @Test
    void givenRequests_thenRead() {
        Contract contract = read(with("requests", """
                {"aliases":{"client_id":["appid","app"]},"scopeSeparators":", ",
                 "defaultScopes":{"password":"read write","client_credentials":{"scopes":"x","ifAllowed":true},
                                  "urn:ietf:params:oauth:grant-type:device_code":{"scopes":"y"}}}
                """));
        assertThat(contract.requests().aliases()).isEqualTo(Map.of("client_id", List.of("appid", "app")));
        assertThat(contract.requests().scopeSeparators()).isEqualTo(", ");
        assertThat(contract.requests().defaultScopes())
                .isEqualTo(Map.of(
                        "password", new DefaultScope(List.of("read", "write"), false),
                        "client_credentials", new DefaultScope(List.of("x"), true),
                        "urn:ietf:params:oauth:grant-type:device_code", new DefaultScope(List.of("y"), false)));
    }

    @Test
    void givenAuthorize_thenPagesUnlessAnswersAreAskedFor() {
        String authorize = "\"authorize\":{\"path\":\"a\",\"methods\":[\"GET\"],\"formats\":[\"form\"]%s},";
        assertThat(pages(authorize.formatted(""))).isTrue();
        assertThat(pages(authorize.formatted(",\"errors\":\"pages\""))).isTrue();
        assertThat(pages(authorize.formatted(",\"errors\":\"answers\""))).isFalse();
    }

    @Test
    void givenStatusHeadersAndMessage_thenInTheAnswer() {
        Answer answer = issued("""
                {"status":201,"headers":{"X-A":"a b","X-B":""},"message":"{grant_type}: {scope}",
                 "body":{"m":"{message}","t":"{message}!"}}
                """, token("password", "Bearer", "read write"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers()).isEqualTo(Map.of("X-A", "a b", "X-B", ""));
        assertThat(text(answer)).isEqualTo("{\"m\":\"password: read write\",\"t\":\"password: read write!\"}");
    }

    @Test
    void givenNoMessage_thenNoneInTheBody() {
        assertAnswer(
                issued("{\"body\":{\"m\":\"{message}\",\"n\":\"<{message}>\"}}", token("p", "Bearer", "r")),
                200,
                "{\"n\":\"<>\"}");
    }

    @Test
    void givenEachPlaceholderOfAnIssuedToken_thenItsValue() {
        assertAnswer(
                issued("""
                        {"body":["{access_token}","{token_type}","{expires_in}","{refresh_token}","{scope}","{scopes}",
                                 "{id_token}","{grant_type}",{"...":"{more}"}]}
                        """, new IssuedToken("password", "a", "Bearer", 60, "r", "read write", "i", Map.of("x", 1))),
                200,
                "[\"a\",\"Bearer\",60,\"r\",\"read write\",[\"read\",\"write\"],\"i\",\"password\",{\"x\":1}]");
    }

    @ParameterizedTest
    @CsvSource({"'',''", "read,'\"read\"'", "read write admin,'\"read\",\"write\",\"admin\"'", "' a  b ','\"a\",\"b\"'"
    })
    void givenScopes_thenAnArray(String scope, String expected) {
        assertAnswer(issued("{\"body\":\"{scopes}\"}", token("p", "Bearer", scope)), 200, '[' + expected + ']');
    }

    @ParameterizedTest
    @CsvSource({"Bearer, bearer", "bearer, bearer", "DPoP, DPoP"})
    void givenTokenTypes_thenTheirSpelling(String type, String spelling) {
        assertAnswer(
                issued("{\"tokenTypes\":{\"Bearer\":\"bearer\"},\"body\":\"{token_type}\"}", token("p", type, "r")),
                200,
                '"' + spelling + '"');
    }

    @Test
    void givenRules_thenTheFirstThatMatchesReplacesWhatItNames() {
        String answer = """
                {"status":201,"headers":{"X-A":"a"},"message":"one","body":{"m":"{message}"},
                 "rules":[{"when":{"grants":["a","b"]},"message":"two"},
                          {"when":{"grants":["b"]},"status":202},
                          {"when":{"grants":["c"]},"status":203,"headers":{"X-B":"b"},"body":["{message}"]}]}
                """;
        assertAnswer(issued(answer, token("x", "Bearer", "r")), 201, "{\"m\":\"one\"}");
        assertAnswer(issued(answer, token("b", "Bearer", "r")), 201, "{\"m\":\"two\"}");
        assertAnswer(issued(answer, token("c", "Bearer", "r")), 203, "[\"one\"]");
        assertThat(issued(answer, token("a", "Bearer", "r")).headers()).isEqualTo(Map.of("X-A", "a"));
        assertThat(issued(answer, token("c", "Bearer", "r")).headers()).isEqualTo(Map.of("X-B", "b"));
    }

    @Test
    void givenFailureWithoutMessage_thenItsDescription() {
        assertAnswer(
                failed(
                        "{\"body\":[\"{status}\",\"{error}\",\"{error_description}\",\"{message}\"]}",
                        failure(Cause.PATH, "c", null)),
                400,
                "[400,\"c\",\"Because\",\"Because\"]");
    }

    @Test
    void givenRuleWithErrorAndDescription_thenTheyReplaceTheFailures() {
        String answer = """
                {"body":["{status}","{error}","{error_description}","{message}"],
                 "rules":[{"when":{"errors":["c"]},"status":409,"error":"d","description":"{error} {status}: {error_description}"},
                          {"when":{"errors":["e"]},"error":"f","description":"Sorry","message":"{error_description}!"}]}
                """;
        assertAnswer(
                failed(answer, failure(Cause.PATH, "c", null)),
                409,
                "[409,\"d\",\"d 409: Because\",\"d 409: Because\"]");
        assertAnswer(failed(answer, failure(Cause.PATH, "e", null)), 400, "[400,\"f\",\"Sorry\",\"Sorry!\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"causes\":[\"media-type\",\"grant\"]}                              | true",
                "{\"causes\":[\"client\"]}                                            | false",
                "{\"errors\":[\"invalid_grant\"]}                                     | true",
                "{\"errors\":[\"invalid_scope\"]}                                     | false",
                "{\"grants\":[\"password\"]}                                          | true",
                "{\"grants\":[\"implicit\"]}                                          | false",
                "{\"endpoints\":[\"revoke\",\"token\"]}                               | true",
                "{\"endpoints\":[\"revoke\"]}                                         | false",
                "{\"causes\":[\"grant\"],\"errors\":[\"invalid_grant\"],\"grants\":[\"password\"],\"endpoints\":[\"token\"]} | true",
                "{\"causes\":[\"grant\"],\"errors\":[\"invalid_grant\"],\"grants\":[\"implicit\"],\"endpoints\":[\"token\"]} | false",
            })
    void givenConditions_thenAllMustHold(String when, boolean holds) {
        Failure failure = new Failure(Cause.GRANT, 400, "invalid_grant", "Because", Endpoint.TOKEN, "password");
        assertThat(failed("{\"body\":{},\"rules\":[{\"when\":" + when + ",\"status\":418}]}", failure)
                        .status())
                .isEqualTo(holds ? 418 : 400);
    }

    @Test
    void givenFailureOfNoEndpointAndNoGrant_thenConditionsOfTheseDoNotHold() {
        Failure failure = new Failure(Cause.PATH, 404, "invalid_request", "Because", null, null);
        for (String when : List.of("{\"grants\":[\"password\"]}", "{\"endpoints\":[\"token\"]}")) {
            assertThat(failed("{\"body\":{},\"rules\":[{\"when\":" + when + ",\"status\":418}]}", failure)
                            .status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"id\"|\"ident\"| : there is no member \"ident\" here; these exist: $schema, id, base, endpoints, requests, answers",
                "\"id\": \"acme\",| | : the member \"id\" is missing: add it",
                "\"acme\"|7|, /id: this must be a string, and is a number",
                "\"acme\"|null|, /id: this must be a string, and is null",
                "\"acme\"|\"Acme\"|, /id: \"Acme\" cannot be: it must be lower-case letters, digits and hyphens, and no hyphen first",
                "\"id\"|\"$schema\":1,\"id\"|, /$schema: this must be a string, and is a number",
                "\"id\"|\"base\":\"/a\",\"id\"|, /base: \"/a\" cannot be: it must be names of letters, digits and ._~- that do not begin with a dot, with a slash between them, such as oauth/token",
                "{ \"token\": {|{ \"tokens\": {|, /endpoints: there is no member \"tokens\" here; these exist: token, authorize, revoke, introspect, plugins",
                "{ \"token\": { \"path\": \"token\", \"methods\": [\"POST\"], \"formats\": [\"form\"] } }|{}|, /endpoints: this is empty: give it a member, or take it away",
                "{ \"token\": { \"path\": \"token\", \"methods\": [\"POST\"], \"formats\": [\"form\"] } }|[]|, /endpoints: this must be an object, and is an array",
                "\"path\": \"token\",| |, /endpoints/token: the member \"path\" is missing: add it",
                "\"path\": \"token\"|\"path\": \"a/../b\"|, /endpoints/token/path: \"a/../b\" cannot be: it must be names of letters, digits and ._~- that do not begin with a dot, with a slash between them, such as oauth/token",
                "\"methods\"|\"errors\":\"pages\",\"methods\"|, /endpoints/token: there is no member \"errors\" here; these exist: path, methods, formats",
                "[\"POST\"]|\"POST\"|, /endpoints/token/methods: this must be an array, and is a string",
                "[\"POST\"]|[]|, /endpoints/token/methods: this is empty: give it an element, or take it away",
                "[\"POST\"]|[\"POST\",\"GET\"]|, /endpoints/token/methods/1: \"GET\" is not known here; these exist: POST, OPTIONS",
                "[\"POST\"]|[\"POST\",\"POST\"]|, /endpoints/token/methods/1: this is here already: take one of them away",
                "[\"form\"]|[\"xml\"]|, /endpoints/token/formats/0: \"xml\" is not known here; these exist: form, json, multipart",
                "\"endpoints\": {|\"endpoints\": {\"plugins\":{\"path\":\"p\",\"methods\":[\"GET\"],\"formats\":[\"form\"]},|, /endpoints/plugins: there is no member \"formats\" here; these exist: path, methods",
                "\"endpoints\": {|\"endpoints\": {\"authorize\":{\"path\":\"p\",\"methods\":[\"GET\"],\"formats\":[\"form\"],\"errors\":\"page\"},|, /endpoints/authorize/errors: \"page\" is not known here; these exist: pages, answers",
                "\"endpoints\": {|\"endpoints\": {\"revoke\":{\"path\":\"token\",\"methods\":[\"POST\"],\"formats\":[\"form\"]},|, /endpoints/revoke: the endpoint token has this path too: give one of them another",
                "\"endpoints\": {|\"endpoints\": {\"revoke\":{\"path\":\"r\",\"methods\":[\"POST\"],\"formats\":[\"form\"]},|, /answers: the member \"revoked\" is missing: add it",
                "\"issued\"|\"revoked\":{\"body\":1},\"issued\"|, /answers/revoked: there is no endpoint revoke: add it to /endpoints, or take this answer away",
                "\"issued\"|\"isued\"|, /answers: there is no member \"isued\" here; these exist: issued, revoked, introspected, plugins, failed",
                "{ \"body\": { \"error\": \"{error}\" } }|{}|, /answers/failed: the member \"body\" is missing: add it",
                "{access_token}|{acces_token}|, /answers/issued/body/token: there is no placeholder {acces_token} here; these exist: {access_token}, {token_type}, {expires_in}, {refresh_token}, {scope}, {scopes}, {id_token}, {grant_type}, {more}, {message}",
                "{error}|{status_code}|, /answers/failed/body/error: there is no placeholder {status_code} here; these exist: {error}, {error_description}, {status}, {message}",
            })
    void givenMistake_thenFilePlaceAndMend(String part, @Nullable String instead, String message) {
        assertRefused(LEAST.replace(part, instead == null ? "" : instead), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|: this must be an object, and is an array",
                "{\"alias\":{}}|: there is no member \"alias\" here; these exist: aliases, scopeSeparators, defaultScopes, tolerate",
                "{\"aliases\":{}}|/aliases: this is empty: give it a member, or take it away",
                "{\"aliases\":{\"client_id\":\"appid\"}}|/aliases/client_id: this must be an array, and is a string",
                "{\"aliases\":{\"client id\":[\"a\"]}}|/aliases/client id: \"client id\" cannot be: it must be a parameter's name, such as client_id",
                "{\"aliases\":{\"client_id\":[\"\"]}}|/aliases/client_id/0: \"\" cannot be: it must be a parameter's name, such as client_id",
                "{\"aliases\":{\"client_id\":[\"a\",\"a\"]}}|/aliases/client_id/1: \"a\" has a meaning already: a name stands for one parameter",
                "{\"aliases\":{\"client_id\":[\"a\"],\"username\":[\"a\"]}}|/aliases/username/0: \"a\" has a meaning already: a name stands for one parameter",
                "{\"aliases\":{\"client_id\":[\"username\"],\"username\":[\"a\"]}}|/aliases/client_id/0: \"username\" has a meaning already: a name stands for one parameter",
                "{\"scopeSeparators\":\"\"}|/scopeSeparators: \"\" cannot be: it must be characters that are no letters and no digits, such as a comma",
                "{\"scopeSeparators\":\"and\"}|/scopeSeparators: \"and\" cannot be: it must be characters that are no letters and no digits, such as a comma",
                "{\"defaultScopes\":{\"a b\":\"read\"}}|/defaultScopes/a b: \"a b\" cannot be: it must be a grant_type, such as password",
                "{\"defaultScopes\":{\"password\":[\"read\"]}}|/defaultScopes/password: this must be a string of scopes, or an object with scopes and ifAllowed",
                "{\"defaultScopes\":{\"password\":\"\"}}|/defaultScopes/password: \"\" cannot be: it must be scopes with one blank between them, such as \"read write\"",
                "{\"defaultScopes\":{\"password\":{\"ifAllowed\":true}}}|/defaultScopes/password: the member \"scopes\" is missing: add it",
                "{\"defaultScopes\":{\"password\":{\"scopes\":\"a\",\"ifAllowed\":\"yes\"}}}|/defaultScopes/password/ifAllowed: this must be true or false, and is a string",
                "{\"defaultScopes\":{\"password\":{\"scopes\":\"a\",\"if\":true}}}|/defaultScopes/password: there is no member \"if\" here; these exist: scopes, ifAllowed",
                "{\"tolerate\":[]}|/tolerate: this is empty: give it an element, or take it away",
                "{\"tolerate\":[\"all\"]}|/tolerate/0: \"all\" is not known here; these exist: unknown-members, numbers, same-credentials-twice, trailing-slash",
            })
    void givenMistakeInTheRequests_thenPlaceAndMend(String requests, String message) {
        assertRefused(with("requests", requests), ", /requests" + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"body\":1,\"text\":\"a\"}|: there is no member \"text\" here; these exist: status, headers, message, body, rules",
                "{\"body\":1,\"status\":\"400\"}|/status: \"400\" cannot be: it must be a whole number from 200 to 599",
                "{\"body\":1,\"status\":199}|/status: 199 cannot be: it must be a whole number from 200 to 599",
                "{\"body\":1,\"status\":600}|/status: 600 cannot be: it must be a whole number from 200 to 599",
                "{\"body\":1,\"status\":400.5}|/status: 400.5 cannot be: it must be a whole number from 200 to 599",
                "{\"body\":1,\"status\":204}|/status: the status 204 cannot be: such an answer has no body",
                "{\"body\":1,\"headers\":{}}|/headers: this is empty: give it a member, or take it away",
                "{\"body\":1,\"headers\":{\"X-A\":1}}|/headers/X-A: this must be a string, and is a number",
                "{\"body\":1,\"headers\":{\"X A\":\"a\"}}|/headers/X A: this is no name of a header: letters, digits and hyphens make one",
                "{\"body\":1,\"headers\":{\"content-TYPE\":\"a\"}}|/headers/content-TYPE: the server sets this header itself: take it away",
                "{\"body\":1,\"headers\":{\"X-A\":\"a\",\"x-a\":\"b\"}}|/headers/x-a: this header is here already, in other letters: take one of them away",
                "{\"body\":1,\"headers\":{\"X-A\":\"a\\nb\"}}|/headers/X-A: this is no value of a header: it must be printable ASCII without blanks at its ends",
                "{\"body\":1,\"headers\":{\"X-A\":\"{error}\"}}|/headers/X-A: there is no placeholder {error} here; there are none: write {{ for a brace",
                "{\"body\":1,\"message\":1}|/message: this must be a string, and is a number",
                "{\"body\":1,\"message\":\"{message}\"}|/message: there is no placeholder {message} here; these exist: {error}, {error_description}, {status}",
                "{\"body\":1,\"rules\":{}}|/rules: this must be an array, and is an object",
                "{\"body\":1,\"rules\":[]}|/rules: this is empty: give it an element, or take it away",
                "{\"body\":1,\"rules\":[1]}|/rules/0: this must be an object, and is a number",
                "{\"body\":1,\"rules\":[{\"status\":400}]}|/rules/0: the member \"when\" is missing: add it",
                "{\"body\":1,\"rules\":[{\"when\":{},\"status\":400}]}|/rules/0/when: this is empty: give it a member, or take it away",
                "{\"body\":1,\"rules\":[{\"when\":{\"cause\":1},\"status\":400}]}|/rules/0/when: there is no member \"cause\" here; these exist: causes, errors, grants, endpoints",
                "{\"body\":1,\"rules\":[{\"when\":{\"causes\":[\"media_type\"]},\"status\":400}]}|/rules/0/when/causes/0: \"media_type\" is not known here; these exist: request, media-type, body, path, method, client, grant-type, grant, scope, redirect-uri, bearer-token, access, rate-limit, overload, server",
                "{\"body\":1,\"rules\":[{\"when\":{\"errors\":[\"\\\"\"]},\"status\":400}]}|/rules/0/when/errors/0: \"\"\" cannot be: it must be an error code, such as invalid_grant",
                "{\"body\":1,\"rules\":[{\"when\":{\"grants\":[]},\"status\":400}]}|/rules/0/when/grants: this is empty: give it an element, or take it away",
                "{\"body\":1,\"rules\":[{\"when\":{\"endpoints\":[\"login\"]},\"status\":400}]}|/rules/0/when/endpoints/0: \"login\" is not known here; these exist: token, authorize, revoke, introspect, plugins",
                "{\"body\":1,\"rules\":[{\"when\":{\"grants\":[\"password\"]}}]}|/rules/0: the rule changes nothing: give it at least one of status, headers, message, body, error, description",
                "{\"body\":1,\"rules\":[{\"when\":{\"grants\":[\"password\"]},\"code\":\"a\"}]}|/rules/0: there is no member \"code\" here; these exist: when, status, headers, message, body, error, description",
                "{\"body\":1,\"rules\":[{\"when\":{\"grants\":[\"password\"]},\"error\":\"é\"}]}|/rules/0/error: \"é\" cannot be: it must be an error code, such as invalid_grant",
                "{\"body\":1,\"rules\":[{\"when\":{\"grants\":[\"password\"]},\"error\":\"{error}\"}]}|/rules/0/error: there is no placeholder {error} here; there are none: write {{ for a brace",
                "{\"body\":1,\"rules\":[{\"when\":{\"grants\":[\"password\"]},\"description\":\"{message}\"}]}|/rules/0/description: there is no placeholder {message} here; these exist: {error}, {error_description}, {status}",
            })
    void givenMistakeInTheFailures_thenPlaceAndMend(String failed, String message) {
        assertRefused(withFailed(failed), ", /answers/failed" + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"body\":1,\"item\":1}|: there is no member \"item\" here; these exist: status, headers, message, body, tokenTypes, rules",
                "{\"body\":1,\"tokenTypes\":{\"Bearer\":1}}|/tokenTypes/Bearer: this must be a string, and is a number",
                "{\"body\":1,\"tokenTypes\":{\"Bearer\":\"a\",\"bearer\":\"b\"}}|/tokenTypes/bearer: this token type is here already, in other letters: take one of them away",
                "{\"body\":1,\"rules\":[{\"when\":{\"causes\":[\"grant\"]},\"status\":400}]}|/rules/0/when: there is no member \"causes\" here; these exist: grants",
                "{\"body\":1,\"rules\":[{\"when\":{\"grants\":[\"a b\"]},\"status\":400}]}|/rules/0/when/grants/0: \"a b\" cannot be: it must be a grant_type, such as password",
                "{\"body\":1,\"rules\":[{\"when\":{\"grants\":[\"a\"]},\"error\":\"a\"}]}|/rules/0: there is no member \"error\" here; these exist: when, status, headers, message, body",
            })
    void givenMistakeInTheIssuedToken_thenPlaceAndMend(String issued, String message) {
        assertRefused(withIssued(issued), ", /answers/issued" + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"body\":\"{plugins}\"}|: the member \"item\" is missing: add it",
                "{\"body\":1,\"item\":\"{count}\"}|/item: there is no placeholder {count} here; these exist: {name}, {activated}, {title}, {description}, {url}",
                "{\"body\":\"{name}\",\"item\":1}|/body: there is no placeholder {name} here; these exist: {plugins}, {count}, {message}",
                "{\"body\":1,\"item\":1,\"rules\":[{\"when\":{\"count\":-1},\"status\":400}]}|/rules/0/when/count: -1 cannot be: it must be a whole number from 0 to 2147483647",
                "{\"body\":1,\"item\":1,\"rules\":[{\"when\":{\"counts\":1},\"status\":400}]}|/rules/0/when: there is no member \"counts\" here; these exist: count",
                "{\"body\":1,\"item\":1,\"rules\":[{\"when\":{\"count\":1},\"item\":1}]}|/rules/0: there is no member \"item\" here; these exist: when, status, headers, message, body",
            })
    void givenMistakeInThePlugins_thenPlaceAndMend(String plugins, String message) {
        assertRefused(
                LEAST.replace("\"endpoints\": {", "\"endpoints\": {\"plugins\":{\"path\":\"p\",\"methods\":[\"GET\"]},")
                        .replace("\"issued\"", "\"plugins\":" + plugins + ",\"issued\""),
                ", /answers/plugins" + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoked", "introspected"})
    void givenRulesWhereThereAreNone_thenRefused(String answer) {
        assertRefused(
                LEAST.replace(
                                "\"endpoints\": {",
                                "\"endpoints\": {\"" + (answer.equals("revoked") ? "revoke" : "introspect")
                                        + "\":{\"path\":\"p\",\"methods\":[\"POST\"],\"formats\":[\"form\"]},")
                        .replace("\"issued\"", '"' + answer + "\":{\"body\":1,\"rules\":[]},\"issued\""),
                ", /answers/" + answer
                        + ": there is no member \"rules\" here; these exist: status, headers, message, body");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\\n\"id\":\"a\",\\n  \"id\":\"b\"}|, /id, line 3, column \\d+: this member is here already: take one of them away",
                "{\"answers\":{\"failed\":{\"a\":1,\"a\":2}}}|, /answers/failed/a, line 1, column \\d+: this member is here already: take one of them away",
                "{\\n\"id\":\"a\",}|, /id, line 2, column \\d+: this is no JSON: Unexpected character.*",
                "{\"id\":|, /id, line 1, column \\d+: this is no JSON: Unexpected end-of-input within/between Object entries",
                "{} {}|, line 1, column \\d+: this is no JSON: Trailing token.*",
                "id: acme|, line 1, column \\d+: this is no JSON: Unrecognized token 'id'.*",
                "[]|: this must be an object, and is an array",
                "``|: this is empty: it must be a JSON object",
            })
    void givenNoJson_thenLineAndColumn(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .matches("acme\\.json" + message)
                .doesNotContain("\n");
    }

    @Test
    void givenFile_thenReadAndNamed(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("acme.json");
        Files.writeString(file, LEAST);
        assertThat(ContractFile.read(file).id()).isEqualTo("acme");
        Files.writeString(file, '\uFEFF' + LEAST);
        assertThat(ContractFile.read(file).id()).isEqualTo("acme");
        Files.writeString(file, "[]");
        assertThatThrownBy(() -> ContractFile.read(file)).hasMessageStartingWith(file + ": this must be an object");
    }

    @Test
    void givenFileInAnotherEncodingOrNone_thenRefused(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("acme.json");
        Files.writeString(file, LEAST.replace("error", "é"), StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> ContractFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": this is no UTF-8: save the file in that encoding");
        assertThatThrownBy(() -> ContractFile.read(directory.resolve("none.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it must be a file that the server's user may read");
    }

    private static boolean pages(String authorize) {
        Contract contract = read(LEAST.replace("\"endpoints\": {", "\"endpoints\": {" + authorize));
        return Objects.requireNonNull(contract.routes().get(Endpoint.AUTHORIZE)).pages();
    }

    private static Answer issued(String answer, IssuedToken token) {
        return read(withIssued(answer)).issued(token);
    }

    private static Answer failed(String answer, Failure failure) {
        return read(withFailed(answer)).failed(failure);
    }

    private static String withIssued(String answer) {
        return LEAST.replace("{ \"body\": { \"token\": \"{access_token}\" } }", answer);
    }

    private static String withFailed(String answer) {
        return LEAST.replace("{ \"body\": { \"error\": \"{error}\" } }", answer);
    }

    private static String with(String member, String value) {
        return LEAST.replace("\"id\"", '"' + member + "\":" + value + ",\"id\"");
    }

    private static IssuedToken token(String grant, String type, String scope) {
        return new IssuedToken(grant, "a", type, 60, null, scope, null, Map.of());
    }

    private static Failure failure(Cause cause, String code, @Nullable String grant) {
        return new Failure(cause, 400, code, "Because", Endpoint.TOKEN, grant);
    }

    private static Contract read(String text) {
        return ContractFile.read("acme.json", text);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), UTF_8);
    }

    private static void assertAnswer(Answer answer, int status, String body) {
        assertThat(text(answer)).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("acme.json" + message.replaceFirst("^ :", ":"));
    }
}
