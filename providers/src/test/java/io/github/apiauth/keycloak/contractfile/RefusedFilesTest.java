package io.github.apiauth.keycloak.contractfile;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The mistakes of legacy-api/refused.json, each put into the example odd.json: a place with the value that it gets, or that is taken
 * away. The schema refuses the same (integration-tests, {@code ContractSchemaTest}).
 */
class RefusedFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @MethodSource("mistakes")
    void givenMistake_thenRefusedWithItsPlace(JsonNode mistake) throws IOException {
        JsonNode file =
                JSON.readTree(Path.of("../docs/examples/legacy-api/odd.json").toFile());
        JsonPointer place = JsonPointer.compile(mistake.get(0).asText());
        JsonNode parent = file.at(place.head());
        String name = place.last().getMatchingProperty();
        if (parent instanceof ArrayNode array) {
            array.set(place.last().getMatchingIndex(), mistake.get(1));
        } else if (mistake.has(1)) {
            ((ObjectNode) parent).set(name, mistake.get(1));
        } else {
            ((ObjectNode) parent).remove(name);
        }
        assertThatThrownBy(() -> ContractFile.read("odd.json", file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("odd.json");
    }

    static Stream<JsonNode> mistakes() throws IOException {
        JsonNode mistakes = JSON.readTree(
                Path.of("src/test/resources/legacy-api/refused.json").toFile());
        return StreamSupport.stream(mistakes.spliterator(), false);
    }
}
