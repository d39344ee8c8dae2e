package io.github.apiauth.keycloak.it.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A place in an OpenAPI document, which may have nothing there.
 *
 * @param document the whole document
 * @param pointer where in it (RFC 6901)
 */
record Place(JsonNode document, String pointer) {

    /** The place below with this name or index; where a Reference Object stands there, the place that it refers to. */
    Place at(String name) {
        Place below = exactlyAt(name);
        String reference = below.node().path("$ref").asText();
        return reference.isEmpty() ? below : new Place(document, reference.substring("#".length()));
    }

    /** The place below, for a schema: keywords beside its reference count as well. */
    Place exactlyAt(String name) {
        return new Place(document, pointer + '/' + name.replace("~", "~0").replace("/", "~1"));
    }

    /** What is at the places below this one. */
    Stream<String> names() {
        JsonNode node = node();
        return node.isArray()
                ? IntStream.range(0, node.size()).mapToObj(String::valueOf)
                : StreamSupport.stream(((Iterable<String>) node::fieldNames).spliterator(), false);
    }

    boolean exists() {
        return !node().isMissingNode();
    }

    String text() {
        return node().asText();
    }

    JsonNode node() {
        return document.at(pointer);
    }
}
