package io.github.apiauth.keycloak.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents in docs are valid descriptions, and whatever is not as they say is noticed. */
class ApiDescriptionTest {

    private static final String REQUEST = "{\"grant_type\":\"client_credentials\"}";
    private static final String TOKEN = "{\"error\":false,\"data\":{\"access_token\":\"e30.e30.c2ln\","
            + "\"token_type\":\"Bearer\",\"expires_in\":3600,\"scope\":\"read\"},\"message\":\"Token issued\"}";
    private static final String ERROR = "{\"error\":true,\"data\":{\"error\":\"invalid_request\","
            + "\"error_description\":\"No\"},\"message\":\"No\"}";

    private static final List<String> JSON = List.of("application/json");

    private final Map<String, List<String>> requestHeaders = new HashMap<>(Map.of("Content-Type", JSON));
    private final Map<String, List<String>> answerHeaders = new HashMap<>(
            Map.of("Content-Type", JSON, "Cache-Control", List.of("no-store"), "Pragma", List.of("no-cache")));

    @ParameterizedTest
    @EnumSource
    void givenDocument_thenValidOpenApi31(Contract contract) {
        assertThat(SchemaRegistry.withDefaultDialect(
                                SpecificationVersion.DRAFT_2020_12,
                                builder -> builder.schemaIdResolvers(ids ->
                                        ids.mapPrefix("https://spec.openapis.org/oas/3.1", "classpath:openapi/3.1")))
                        .getSchema(SchemaLocation.of("https://spec.openapis.org/oas/3.1/schema-base/2025-09-15"))
                        .validate(contract.description().root().node()))
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> givenExample_thenAsItsSchemaSays() {
        return Stream.of(Contract.values())
                .map(Contract::description)
                .flatMap(description -> mediaTypes(description.root()).flatMap(mediaType -> {
                    Place examples = mediaType.at("examples");
                    return examples.names()
                            .map(name -> DynamicTest.dynamicTest(
                                    examples.at(name).pointer(), () -> assertThat(description.violations(
                                                    mediaType.exactlyAt("schema"),
                                                    examples.at(name)
                                                            .at("value")
                                                            .node()))
                                            .isEmpty()));
                }));
    }

    /** Which generators of clients make a class of, and readers an exchange. */
    @ParameterizedTest
    @EnumSource
    void givenBody_thenItsSchemaHasANameAndAnExample(Contract contract) {
        assertThat(mediaTypes(contract.description().root())
                        .filter(mediaType -> !mediaType.pointer().endsWith("/text~1html")))
                .isNotEmpty()
                .allSatisfy(mediaType -> {
                    assertThat(mediaType.exactlyAt("schema").node().path("$ref").asText())
                            .startsWith("#/components/schemas/");
                    // Whose examples are those of plain JSON.
                    if (!mediaType.pointer().endsWith("+json")) {
                        assertThat(mediaType.at("examples").names()).isNotEmpty();
                    }
                });
    }

    @Test
    void givenAllAsDescribed_thenNothing() {
        assertThat(token(REQUEST, 200, TOKEN)).isEmpty();
        assertThat(token(REQUEST, 200, TOKEN.replace("\"scope\"", "\"issued_token_type\":\"x\",\"scope\"")))
                .isEmpty();
        assertThat(token(REQUEST, 400, ERROR)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"error\":false,    |                               | required property 'error'",
                "\"error\":false     | \"error\":true                | /error: must be the constant value 'false'",
                "\"error\":false     | \"error\":\"false\"           | /error: must be the constant value 'false'",
                ",\"scope\":\"read\" |                               | required property 'scope'",
                "3600                | \"3600\"                      | integer expected",
                "\"read\"            | \"read  write\"               | /data/scope: does not match the regex",
                "e30.e30.c2ln        | opaque                        | /data/access_token: does not match the regex",
                "Token issued        | OK                            | /message: does not have a value",
                "\"message\"         | \"more\":1,\"message\"        | 'more' is not defined",
            })
    void givenAnotherEnvelope_thenNoticed(String part, @Nullable String instead, String violation) {
        assertThat(token(REQUEST, 200, TOKEN.replace(part, instead == null ? "" : instead)))
                .singleElement(STRING)
                .contains(violation);
    }

    @ParameterizedTest
    @CsvSource({"401, invalid_request", "400, invalid_client", "413, not_found", "500, invalid_request"})
    void givenCodeOfAnotherStatus_thenNoticed(int status, String code) {
        assertThat(token(REQUEST, status, ERROR.replace("invalid_request", code)))
                .singleElement(STRING)
                .contains("/data/error");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 418, 502})
    void givenStatusThatIsNotDescribed_thenNoticed(int status) {
        assertThat(token(REQUEST, status, ERROR)).containsExactly("The status " + status + " is not described");
    }

    @Test
    void givenNoBody_thenNoticed() {
        assertThat(token(REQUEST, 400, "")).containsExactly("The body is missing, or not described");
    }

    @Test
    void givenAnotherContentType_thenNoticed() {
        answerHeaders.put("Content-Type", List.of("text/html;charset=utf-8"));
        assertThat(token(REQUEST, 400, "<p>")).containsExactly("The content type 'text/html' is not described");
        assertThat(violations("GET", "/oauth/authorize?response_type=code&client_id=x", "", 200, "<p>"))
                .isEmpty();
    }

    @Test
    void givenHeaderMissing_thenNoticed() {
        answerHeaders.remove("Cache-Control");
        assertThat(token(REQUEST, 200, TOKEN)).containsExactly("Cache-Control is missing");
        assertThat(violations("GET", "/oauth/authorize", "", 302, "")).containsExactly("Location is missing");
    }

    @Test
    void givenHeaderTwice_thenNoticed() {
        answerHeaders.put("Cache-Control", List.of("no-store", "no-store"));
        assertThat(token(REQUEST, 200, TOKEN)).singleElement(STRING).startsWith("Cache-Control ");
    }

    @Test
    void givenAnotherMethod_thenOnly405WithAllow() {
        assertThat(violations("PUT", "/oauth/token", "", 405, ERROR)).containsExactly("Allow is missing");
        answerHeaders.put("Allow", List.of("OPTIONS, POST"));
        assertThat(violations("PUT", "/oauth/token", "", 405, ERROR)).isEmpty();
        assertThat(violations("PUT", "/oauth/token", "", 200, TOKEN))
                .containsExactly("The status 200 is not described");
    }

    @Test
    void givenAnotherPath_thenOnly404() {
        assertThat(violations("POST", "/oauth/tokens", "", 404, ERROR)).isEmpty();
        assertThat(violations("POST", "/plugins/a/b", "", 404, ERROR)).isEmpty();
        assertThat(violations("POST", "/oauth/tokens", "", 400, ERROR))
                .containsExactly("The status 400 is not described");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"grant_type\":\"nothing\"}",
                "{\"grant_type\":\"client_credentials\",\"client_id\":false}",
                "{\"grant_type\":\"client_credentials\",\"scope\":[1]}",
                "{\"grant_type\":\"refresh_token\"}",
                "{\"grant_type\":\"password\",\"password\":\"x\"}",
                "{\"grant_type\":\"password\",\"password\":\"x\",\"email\":null}",
            })
    void givenOddRequest_thenNoticedIfItSucceeds(String request) {
        assertThat(token(request, 200, TOKEN)).isNotEmpty();
        assertThat(token(request, 400, ERROR)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded, grant_type=client_credentials&scope=, true",
        "application/x-www-form-urlencoded, grant_type=refresh_token&scope=read, false",
        "application/x-www-form-urlencoded; charset=UTF-8, grant_type=password&email=a%40b&password=c, true",
        "application/vnd.api+json, '{\"grant_type\":\"client_credentials\",\"scope\":[\"read\"]}', true",
        "application/json-patch, '{\"grant_type\":\"client_credentials\"}', false",
        "text/json, '{\"grant_type\":\"client_credentials\"}', false",
    })
    void givenContentType_thenTheBodyIsReadAsThat(String contentType, String body, boolean asDescribed) {
        requestHeaders.put("Content-Type", List.of(contentType));
        assertThat(token(body, 200, TOKEN).isEmpty()).isEqualTo(asDescribed);
    }

    @Test
    void givenPluginsWithoutAToken_thenNoticedIfItSucceeds() {
        String plugins = "{\"error\":false,\"data\":[],\"message\":\"0 plugins\"}";
        assertThat(violations("GET", "/plugins", "", 200, plugins))
                .containsExactly("The authentication is not as described");
        requestHeaders.put("Authorization", List.of("Bearer x"));
        assertThat(violations("GET", "/plugins?is_activated=1", "", 200, plugins))
                .isEmpty();
        assertThat(violations("GET", "/plugins?is_activated=maybe", "", 200, plugins))
                .singleElement(STRING)
                .startsWith("is_activated ");
    }

    @Test
    void givenFlatAnswers_thenAsTheCommunitysDescriptionSays() {
        String token =
                "{\"access_token\":\"e30.e30.c2ln\",\"expires_in\":86400,\"token_type\":\"Bearer\",\"scope\":\"read\"}";
        String error = "{\"error\":\"%s\",\"error_description\":\"No\"}";
        assertThat(community("/token", REQUEST, 200, token)).isEmpty();
        assertThat(community("/token", REQUEST, 200, TOKEN)).isNotEmpty();
        assertThat(community("/token", REQUEST, 200, token.replace("86400", "\"86400\"")))
                .singleElement(STRING)
                .contains("integer expected");
        assertThat(community("/token", REQUEST, 400, error.formatted("invalid_client")))
                .isEmpty();
        assertThat(community("/token", REQUEST, 401, error.formatted("invalid_client")))
                .singleElement(STRING)
                .contains("/error");
        assertThat(community("/token", REQUEST, 415, error.formatted("invalid_request")))
                .containsExactly("The status 415 is not described");
        assertThat(community("/revoke", "{\"token\":\"x\"}", 200, "{\"revoked\":true}"))
                .isEmpty();
        assertThat(community("/revoke", "{\"token\":\"x\"}", 200, "{\"revoked\":1}"))
                .singleElement(STRING)
                .contains("/revoked");
        assertThat(community("/user", "", 404, error.formatted("invalid_request")))
                .isEmpty();
    }

    @Test
    void givenFormInParts_thenReadAsAForm() {
        String token =
                "{\"access_token\":\"e30.e30.c2ln\",\"expires_in\":86400,\"token_type\":\"Bearer\",\"scope\":\"read\"}";
        requestHeaders.put("Content-Type", List.of("multipart/form-data; boundary=x"));
        String part = "--x\r\ncontent-disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        assertThat(community("/token", part.formatted("grant_type", "client_credentials") + "--x--\r\n", 200, token))
                .isEmpty();
        assertThat(community("/token", part.formatted("grant_type", "refresh_token") + "--x--\r\n", 200, token))
                .isNotEmpty();
        assertThat(community("/token", part.formatted("scope", "read") + "--x--\r\n", 200, token))
                .isNotEmpty();
    }

    private List<String> community(String path, String request, int status, String answer) {
        return violations(Contract.COMMUNITY, "POST", path, request, status, answer);
    }

    private List<String> token(String request, int status, String answer) {
        return violations("POST", "/oauth/token", request, status, answer);
    }

    private List<String> violations(String method, String target, String request, int status, String answer) {
        return violations(Contract.OFFICE, method, target, request, status, answer);
    }

    private List<String> violations(
            Contract contract, String method, String target, String request, int status, String answer) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://localhost" + target))
                .method(method, HttpRequest.BodyPublishers.noBody());
        requestHeaders.forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return contract.description()
                .violations(
                        URI.create(target).getPath(),
                        builder.build(),
                        request.getBytes(UTF_8),
                        new Answer(status, HttpHeaders.of(answerHeaders, (name, value) -> true), answer));
    }

    private static Stream<Place> mediaTypes(Place place) {
        Place content = place.exactlyAt("content");
        return content.exists()
                ? content.names().map(content::at)
                : place.names().map(place::exactlyAt).flatMap(ApiDescriptionTest::mediaTypes);
    }
}
