package io.github.apiauth.keycloak.it.server;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A body or a query as the JSON value that a schema describes. */
final class Payload {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Payload() {}

    /** JSON as it is, a form as an object, all else as a string. */
    static JsonNode of(String mediaType, byte[] body) {
        if (mediaType.endsWith("json")) {
            try {
                return JSON.readTree(body);
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }
        String text = new String(body, StandardCharsets.UTF_8);
        return mediaType.endsWith("form-urlencoded") ? ofForm(text) : TextNode.valueOf(text);
    }

    /** The names and values of a form or a query. */
    static JsonNode ofForm(@Nullable String form) {
        ObjectNode pairs = JSON.createObjectNode();
        for (String parameter : form == null ? new String[0] : form.split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            pairs.put(decode(pair[0]), pair.length == 2 ? decode(pair[1]) : "");
        }
        return pairs;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
