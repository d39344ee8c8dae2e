package io.github.apiauth.keycloak.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/**
 * Reads the form parameters that a JSON object stands for.
 *
 * <p>The body is one JSON object (RFC 8259). Every member is a string; {@code null} counts as left out. {@code scope} may be an
 * array of strings, which are joined with spaces; {@code audience} (RFC 8693 §2.1) and {@code resource} (RFC 8707 §2), which a form
 * may repeat, may be arrays of strings too; {@code claims} (OpenID Connect Core §5.5) and {@code authorization_details} (RFC 9396
 * §2) may be JSON and are passed on as JSON text. {@link ReadingRules} may take numbers, and leave out what nobody knows. Jackson's
 * own limits and strictness do the rest.
 */
final class JsonParameters {

    private static final int DEEPEST = 16;
    private static final Set<String> JSON_VALUED =
            Set.of(OIDCLoginProtocol.CLAIMS_PARAM, OAuth2Constants.AUTHORIZATION_DETAILS);
    private static final Set<String> REPEATABLE = Set.of(OAuth2Constants.AUDIENCE, OAuth2Constants.RESOURCE);

    /** Jackson (2.21) has no type of its own for this error. */
    private static final String DUPLICATE = "Duplicate field";

    private static final JsonFactory JSON = JsonFactory.builder()
            // The names come from anyone: they must not fill the JVM's table of strings.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // A source location would quote the body in Jackson's messages.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
    private final JsonParser parser;
    private final ReadingRules rules;

    private JsonParameters(JsonParser parser, ReadingRules rules) {
        this.parser = parser;
        this.rules = rules;
    }

    /**
     * The parameters by the names that were sent: those that may be repeated with the values of their array, every other with
     * exactly one.
     *
     * @param text the request's body
     * @throws InvalidRequestException if the body breaks a rule; the message says which and where
     */
    static MultivaluedMap<String, String> parse(CharBuffer text, ReadingRules rules) throws InvalidRequestException {
        try (JsonParser parser = JSON.createParser(text.array(), text.arrayOffset(), text.length())) {
            return read(parser, rules);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the source is an array
        }
    }

    private static MultivaluedMap<String, String> read(JsonParser parser, ReadingRules rules)
            throws IOException, InvalidRequestException {
        try {
            return new JsonParameters(parser, rules).object();
        } catch (StreamConstraintsException limit) {
            throw InvalidRequestException.because(
                    "The JSON is nested more than " + DEEPEST + " levels deep or holds an oversized token" + at(limit));
        } catch (JsonProcessingException malformed) {
            if (malformed.getOriginalMessage().startsWith(DUPLICATE)) {
                throw InvalidRequestException.parameter(parser.currentName(), "is given more than once");
            }
            throw InvalidRequestException.because("The body is not valid JSON" + at(malformed));
        }
    }

    private MultivaluedMap<String, String> object() throws IOException, InvalidRequestException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw InvalidRequestException.because("The body is empty: a JSON object is expected");
        }
        if (first != JsonToken.START_OBJECT) {
            throw InvalidRequestException.because("The body must be a JSON object");
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            member(name);
        }
        if (parser.nextToken() != null) {
            throw InvalidRequestException.because("Nothing may follow the JSON object");
        }
        return parameters;
    }

    private void member(String name) throws IOException, InvalidRequestException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        String parameter = rules.parameter(name);
        if (token == JsonToken.VALUE_STRING) {
            parameters.putSingle(name, parser.getText());
        } else if (rules.leaveOut(name)) {
            parser.skipChildren();
        } else if (token.isNumeric() && rules.takeNumbers()) {
            parameters.putSingle(name, parser.getText());
        } else if (parameter.equals(OAuth2Constants.SCOPE)) {
            parameters.putSingle(name, String.join(" ", strings(name, token)));
        } else if (REPEATABLE.contains(parameter)) {
            parameters.addAll(name, strings(name, token));
        } else if (JSON_VALUED.contains(parameter) && token.isStructStart()) {
            parameters.putSingle(name, json());
        } else {
            throw InvalidRequestException.parameter(
                    name, JSON_VALUED.contains(parameter) ? "must be JSON or a string" : "must be a string");
        }
    }

    /** The strings of an array; those that are empty count as left out, as everywhere. */
    private List<String> strings(String name, JsonToken start) throws IOException, InvalidRequestException {
        List<String> strings = new ArrayList<>();
        if (start == JsonToken.START_ARRAY) {
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                if (!parser.getText().isBlank()) {
                    strings.add(parser.getText());
                }
            }
        }
        if (!parser.hasToken(JsonToken.END_ARRAY)) {
            throw InvalidRequestException.parameter(name, "must be a string or an array of strings");
        }
        return strings;
    }

    private String json() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            generator.copyCurrentStructure(parser);
        }
        return text.toString();
    }

    private static String at(JsonProcessingException problem) {
        JsonLocation location = problem.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
