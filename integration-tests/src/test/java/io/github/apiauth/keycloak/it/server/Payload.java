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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A body or a query as the JSON value that a schema describes. */
final class Payload {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Pattern FIELD =
            Pattern.compile("(?s)\\R.*?\\bname=\"(?<name>[^\"]*)\".*?\\r\\n\\r\\n(?<value>.*)\\r\\n");

    private Payload() {}

    /** JSON as it is, a form of either kind as an object, all else as a string. */
    static JsonNode of(String mediaType, byte[] body) {
        if (mediaType.endsWith("json")) {
            try {
                return JSON.readTree(body);
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }
        String text = new String(body, StandardCharsets.UTF_8);
        return switch (mediaType) {
            case "application/x-www-form-urlencoded" -> ofForm(text);
            case "multipart/form-data" -> ofParts(text);
            default -> TextNode.valueOf(text);
        };
    }

    /** The names and values of a form in parts (RFC 7578), whose first line is its boundary. */
    private static JsonNode ofParts(String form) {
        ObjectNode pairs = JSON.createObjectNode();
        String boundary = form.lines().findFirst().orElse("");
        for (String part : form.split(Pattern.quote(boundary), -1)) {
            Matcher field = FIELD.matcher(part);
            if (field.matches()) {
                pairs.put(field.group("name"), field.group("value"));
            }
        }
        return pairs;
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
