package io.github.apiauth.keycloak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.apiauth.keycloak.it.server.TestProject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/legacy-api.schema.json takes and refuses what the server does ({@code RefusedFilesTest} of the providers). */
class ContractSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Test
    void givenSchema_thenItIsOne() throws IOException {
        assertThat(SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                        .validate(read("docs/legacy-api.schema.json")))
                .isEmpty();
    }

    /** Editors show them. */
    @Test
    void givenSchema_thenEachMemberHasTitleAndDescription() throws IOException {
        JsonNode schema = read("docs/legacy-api.schema.json");
        assertThat(members(schema, schema)).isNotEmpty().allSatisfy(member -> {
            assertThat(described(schema, member, "title")).as("%s", member).isTrue();
            assertThat(described(schema, member, "description"))
                    .as("%s", member)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "providers/src/main/resources/legacy-api/office.json",
                "providers/src/main/resources/legacy-api/community.json",
                "docs/examples/legacy-api/passport.json",
                "docs/examples/legacy-api/odd.json",
            })
    void givenFileThatTheServerTakes_thenValid(String file) throws IOException {
        assertThat(violations(read(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void givenMistakeThatTheServerRefuses_thenRefused(JsonNode mistake) throws IOException {
        JsonNode file = read("docs/examples/legacy-api/odd.json");
        JsonPointer place = JsonPointer.compile(mistake.get(0).asText());
        JsonNode parent = file.at(place.head());
        if (parent instanceof ArrayNode array) {
            array.set(place.last().getMatchingIndex(), mistake.get(1));
        } else if (mistake.has(1)) {
            ((ObjectNode) parent).set(place.last().getMatchingProperty(), mistake.get(1));
        } else {
            ((ObjectNode) parent).remove(place.last().getMatchingProperty());
        }
        assertThat(violations(file)).isNotEmpty();
    }

    static Stream<JsonNode> mistakes() throws IOException {
        return StreamSupport.stream(
                read("providers/src/test/resources/legacy-api/refused.json").spliterator(), false);
    }

    private static List<Error> violations(JsonNode file) throws IOException {
        Schema schema = SCHEMAS.getSchema(read("docs/legacy-api.schema.json"));
        return schema.validate(file);
    }

    /** The schemas of all members, wherever they are. */
    private static Stream<JsonNode> members(JsonNode schema, JsonNode place) {
        Stream<JsonNode> here = place.path("additionalProperties").isBoolean()
                ? place.path("properties").valueStream()
                : Stream.of();
        return Stream.concat(here, place.valueStream().flatMap(below -> members(schema, below)));
    }

    private static boolean described(JsonNode schema, JsonNode member, String keyword) {
        JsonNode referred = schema.at(member.path("$ref").asText().replaceFirst("^#", ""));
        return member.has(keyword) || (member.has("$ref") && referred.has(keyword));
    }

    private static JsonNode read(String file) throws IOException {
        return JSON.readTree(TestProject.root().resolve(file).toFile());
    }
}
