package io.github.apiauth.keycloak.it.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAPI 3.1 document, and what an exchange breaks of it. The schemas are a library's; what OpenAPI has around them (paths,
 * statuses, headers, media types) is here: the libraries that know both need Java 21 or restrict what the document may hold.
 */
final class ApiDescription {

    /** The name by which the document's schemas refer to each other; nothing is read there. */
    private static final String ID = "https://api.example.com/openapi.yaml";

    /** What the document says once for all paths and methods that it does not have. */
    private static final Map<Integer, String> ELSEWHERE = Map.of(404, "NotFound", 405, "MethodNotAllowed");

    private final Place root;
    private final SchemaRegistry schemas;

    private ApiDescription(JsonNode document) {
        root = new Place(document, "");
        schemas = SchemaRegistry.withDialect(
                Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(ID, document.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    static ApiDescription read(Path file) {
        try {
            return new ApiDescription(new YAMLMapper().readTree(file.toFile()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The whole document. */
    Place root() {
        return root;
    }

    /**
     * What is not as described: in the answer always, in the request only where it succeeded, because what is wrong with a request
     * is the server's to say.
     *
     * @param path the request's path, from where the document's paths begin
     */
    List<String> violations(String path, HttpRequest request, byte[] body, Answer answer) {
        Place operation = operation(path, request.method());
        boolean succeeded = answer.status() / 100 == 2;
        return Stream.concat(ofAnswer(operation, answer), succeeded ? ofRequest(operation, request, body) : Stream.of())
                .toList();
    }

    /** What the schema at this place finds wrong with the value. */
    Stream<String> violations(Place schema, JsonNode value) {
        return schemas.getSchema(SchemaLocation.of(ID + '#' + schema.pointer())).validate(value).stream()
                .map(Object::toString);
    }

    private Place operation(String path, String method) {
        Place paths = root.at("paths");
        String template = paths.names()
                .filter(name -> path.matches(name.replaceAll("\\{\\w+}", "[^/]+")))
                .findFirst()
                .orElse(path);
        return paths.at(template).at(method.toLowerCase(Locale.ROOT));
    }

    private Stream<String> ofAnswer(Place operation, Answer answer) {
        String elsewhere = operation.exists() ? null : ELSEWHERE.get(answer.status());
        Place response = elsewhere == null
                ? operation.at("responses").at(String.valueOf(answer.status()))
                : root.at("components").at("responses").at(elsewhere);
        if (!response.exists()) {
            return Stream.of("The status " + answer.status() + " is not described");
        }
        Place headers = response.at("headers");
        return Stream.concat(
                headers.names().flatMap(name -> ofValue(name, headers.at(name), header(answer.headers(), name))),
                ofBody(response.at("content"), answer.headers(), answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    private Stream<String> ofRequest(Place operation, HttpRequest request, byte[] body) {
        Place parameters = operation.at("parameters");
        JsonNode query = Payload.ofForm(request.uri().getRawQuery());
        return Stream.of(
                        ofAuthentication(operation.at("security"), request.headers()),
                        parameters
                                .names()
                                .map(parameters::at)
                                .filter(parameter -> parameter.at("in").text().equals("query"))
                                .flatMap(parameter -> {
                                    String name = parameter.at("name").text();
                                    return ofValue(
                                            name, parameter, query.path(name).textValue());
                                }),
                        ofBody(operation.at("requestBody").at("content"), request.headers(), body))
                .flatMap(violations -> violations);
    }

    /** Each Security Requirement Object is an alternative and names schemes, which here are all of type http. */
    private Stream<String> ofAuthentication(Place alternatives, HttpHeaders headers) {
        String authorization = headers.firstValue("Authorization").orElse("").toLowerCase(Locale.ROOT);
        Place schemes = root.at("components").at("securitySchemes");
        boolean isMet = alternatives.names().map(alternatives::at).anyMatch(requirement -> requirement
                .names()
                .allMatch(name ->
                        authorization.startsWith(schemes.at(name).at("scheme").text() + ' ')));
        return isMet || alternatives.names().findAny().isEmpty()
                ? Stream.of()
                : Stream.of("The authentication is not as described");
    }

    /** Of a header or a parameter. */
    private Stream<String> ofValue(String name, Place described, @Nullable String value) {
        if (value == null) {
            return described.at("required").node().asBoolean() ? Stream.of(name + " is missing") : Stream.of();
        }
        return violations(described.exactlyAt("schema"), TextNode.valueOf(value))
                .map(violation -> name + ' ' + violation);
    }

    private Stream<String> ofBody(Place content, HttpHeaders headers, byte[] body) {
        if (content.exists() != body.length > 0) {
            return Stream.of("The body is missing, or not described");
        }
        if (!content.exists()) {
            return Stream.of();
        }
        String type = headers.firstValue("Content-Type")
                .orElse("")
                .replaceFirst(";.*", "")
                .toLowerCase(Locale.ROOT);
        return content.names()
                .filter(name -> type.matches(Pattern.quote(name).replace("*", "\\E.*\\Q")))
                .findFirst()
                .map(name -> violations(content.at(name).exactlyAt("schema"), Payload.of(type, body)))
                .orElse(Stream.of("The content type '" + type + "' is not described"));
    }

    /** Several lines of a header are one with commas (RFC 9110 §5.3). */
    private static @Nullable String header(HttpHeaders headers, String name) {
        List<String> lines = headers.allValues(name);
        return lines.isEmpty() ? null : String.join(", ", lines);
    }
}
