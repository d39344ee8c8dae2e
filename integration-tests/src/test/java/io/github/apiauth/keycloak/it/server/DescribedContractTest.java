package io.github.apiauth.keycloak.it.server;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.apiauth.keycloak.contractfile.ContractFile;
import io.github.apiauth.keycloak.legacyapi.Answer;
import io.github.apiauth.keycloak.legacyapi.BodyFormat;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Failure;
import io.github.apiauth.keycloak.legacyapi.Failure.Cause;
import io.github.apiauth.keycloak.legacyapi.IssuedToken;
import io.github.apiauth.keycloak.legacyapi.Plugin;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The descriptions in docs, and the contract files that the pack ships, say the same. */
class DescribedContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of every contract, with any method: it says why there is nothing. */
    private static final String PLUGIN = "/plugins/{path}";

    private static final Map<BodyFormat, Set<String>> MEDIA_TYPES = Map.of(
            BodyFormat.JSON, Set.of("application/json", "application/*+json"),
            BodyFormat.FORM, Set.of("application/x-www-form-urlencoded"),
            BodyFormat.MULTIPART, Set.of("multipart/form-data"));

    @ParameterizedTest
    @EnumSource
    void givenContract_thenItsPathsAreDescribed(Contract described) {
        assertThat(described.description().root().at("paths").names().filter(path -> !path.equals(PLUGIN)))
                .containsExactlyInAnyOrderElementsOf(endpoints(described).keySet());
    }

    @ParameterizedTest
    @EnumSource
    void givenEndpoint_thenItsMethodsAndMediaTypesAreDescribed(Contract described) {
        Place paths = described.description().root().at("paths");
        endpoints(described).forEach((path, endpoint) -> {
            var route = Objects.requireNonNull(contract(described).routes().get(endpoint));
            assertThat(paths.at(path).names().map(method -> method.toUpperCase(Locale.ROOT)))
                    .as(path)
                    .containsExactlyInAnyOrderElementsOf(route.methods().stream()
                            .filter(method -> !method.equals("OPTIONS"))
                            .toList());
            assertThat(paths.at(path)
                            .at("post")
                            .at("requestBody")
                            .at("content")
                            .names()
                            .collect(toSet()))
                    .as(path)
                    .isEqualTo(route.formats().stream()
                            .flatMap(format -> MEDIA_TYPES.getOrDefault(format, Set.of()).stream())
                            .collect(toSet()));
        });
    }

    @TestFactory
    Stream<DynamicTest> givenExampleOfAnAnswer_thenTheContractMakesIt() {
        return Stream.of(Contract.values()).flatMap(described -> {
            Place root = described.description().root();
            Stream<DynamicTest> elsewhere = examples(
                    described, null, 404, root.at("components").at("responses").at("NotFound"));
            return Stream.concat(
                    elsewhere, endpoints(described).entrySet().stream().flatMap(endpoint -> methods(
                                    root.at("paths").at(endpoint.getKey()))
                            .map(method -> method.at("responses"))
                            .flatMap(responses -> responses
                                    .names()
                                    .flatMap(status -> examples(
                                            described,
                                            endpoint.getValue(),
                                            Integer.parseInt(status),
                                            responses.at(status))))));
        });
    }

    private static Stream<Place> methods(Place path) {
        return path.names().map(path::at).filter(method -> method.at("responses")
                .exists());
    }

    private static Stream<DynamicTest> examples(
            Contract described, @Nullable Endpoint endpoint, int status, Place response) {
        Place mediaType = response.at("content").at("application/json");
        Place examples = mediaType.at("examples");
        return examples.names()
                .map(examples::at)
                .map(example -> dynamicTest(described + " " + endpoint + " " + example.pointer(), () -> {
                    JsonNode expected = example.at("value").node();
                    Answer answer = answer(contract(described), endpoint, status, expected);
                    JsonNode made = JSON.readTree(answer.body());
                    assertThat(answer.status()).isEqualTo(status);
                    assertThat(made).isEqualTo(expected);
                    assertThat(described.description().violations(mediaType.exactlyAt("schema"), made))
                            .isEmpty();
                }));
    }

    private static Answer answer(
            io.github.apiauth.keycloak.legacyapi.Contract contract,
            @Nullable Endpoint endpoint,
            int status,
            JsonNode example) {
        if (endpoint == null || status >= 400) {
            return contract.failed(failure(endpoint, status, example));
        }
        JsonNode data = example.has("data") ? example.path("data") : example;
        return switch (endpoint) {
            case TOKEN -> contract.issued(token(data));
            case REVOKE -> contract.revoked();
            case INTROSPECT -> contract.introspected(data.toString());
            case PLUGINS ->
                contract.plugins(StreamSupport.stream(data.spliterator(), false)
                        .map(DescribedContractTest::plugin)
                        .toList());
            case AUTHORIZE -> throw new AssertionError("Its answers are pages and redirects");
        };
    }

    private static IssuedToken token(JsonNode data) {
        return new IssuedToken(
                "client_credentials",
                data.path("access_token").asText(),
                data.path("token_type").asText(),
                data.path("expires_in").asLong(),
                text(data, "refresh_token"),
                data.path("scope").asText(),
                text(data, "id_token"),
                Map.of());
    }

    private static Plugin plugin(JsonNode data) {
        return new Plugin(
                data.path("name").asText(),
                data.path("is_activated").asBoolean(),
                text(data, "title"),
                text(data, "description"),
                text(data, "url"));
    }

    private static @Nullable String text(JsonNode data, String member) {
        return data.has(member) ? data.path(member).asText() : null;
    }

    /** What the pack or Keycloak had found, for the contract to answer this. */
    private static Failure failure(@Nullable Endpoint endpoint, int status, JsonNode example) {
        JsonNode data = example.has("data") ? example.path("data") : example;
        String code = data.path("error").asText();
        String description = data.path("error_description").asText();
        if (code.equals("invalid_client") && endpoint != Endpoint.AUTHORIZE) {
            return new Failure(Cause.CLIENT, 401, code, description, endpoint, null);
        }
        if (code.equals("invalid_grant")) {
            String grantType = status == 401 ? "password" : "authorization_code";
            return new Failure(Cause.GRANT, 400, code, description, endpoint, grantType);
        }
        if (description.startsWith("Content-Type must be")) {
            return new Failure(Cause.MEDIA_TYPE, 415, code, description, endpoint, null);
        }
        return new Failure(cause(status, code), status, code, description, endpoint, null);
    }

    private static Cause cause(int status, String code) {
        return switch (code) {
            case "invalid_client" -> Cause.CLIENT;
            case "invalid_scope" -> Cause.SCOPE;
            case "redirect_uri_mismatch" -> Cause.REDIRECT_URI;
            case "invalid_token" -> Cause.BEARER_TOKEN;
            default ->
                switch (status) {
                    case 400 -> Cause.REQUEST;
                    case 403 -> Cause.ACCESS;
                    case 404 -> Cause.PATH;
                    case 405 -> Cause.METHOD;
                    case 408, 411, 413 -> Cause.BODY;
                    case 429 -> Cause.RATE_LIMIT;
                    case 503 -> Cause.OVERLOAD;
                    case 500 -> Cause.SERVER;
                    default -> throw new AssertionError("Which cause? " + status + " " + code);
                };
        };
    }

    /** By the paths that the description has. */
    private static Map<String, Endpoint> endpoints(Contract described) {
        var contract = contract(described);
        String base = contract.base().isEmpty() ? "/rest" : "/rest/" + contract.base();
        return contract.routes().entrySet().stream()
                .collect(toMap(
                        route -> described.describedPath(
                                base + '/' + route.getValue().path()),
                        Map.Entry::getKey));
    }

    private static io.github.apiauth.keycloak.legacyapi.Contract contract(Contract described) {
        String id = described.name().toLowerCase(Locale.ROOT);
        return ContractFile.shipped().stream()
                .filter(contract -> contract.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
