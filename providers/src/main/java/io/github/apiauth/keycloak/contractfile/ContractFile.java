package io.github.apiauth.keycloak.contractfile;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.apiauth.keycloak.legacyapi.Contract;
import io.github.apiauth.keycloak.legacyapi.Endpoint;
import io.github.apiauth.keycloak.legacyapi.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads contracts from files (docs/legacy-api.md, docs/legacy-api.schema.json). Needs no server. What is wrong with a file is an
 * {@link IllegalArgumentException} that names the file, the place in it and the mend; the first mistake only.
 */
public final class ContractFile {

    private static final List<String> SHIPPED = List.of("office", "community");

    /** Which some editors put before UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Jackson (2.21) has no type of its own for this error. */
    private static final String DUPLICATE = "Duplicate field";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Numbers of a body stay as the file has them.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private ContractFile() {}

    /** The contracts that the pack brings. */
    public static List<Contract> shipped() {
        return SHIPPED.stream()
                .map(id -> read(id + ".json", resource("/legacy-api/" + id + ".json")))
                .toList();
    }

    /** The contract that a file describes. */
    public static Contract read(Path file) {
        try {
            return read(file.toString(), Files.readString(file));
        } catch (CharacterCodingException otherEncoding) {
            throw new IllegalArgumentException(
                    file + ": this is no UTF-8: save the file in that encoding", otherEncoding);
        } catch (IOException failure) {
            throw new IllegalArgumentException(
                    file + ": this cannot be read (" + failure + "): it must be a file that the server's user may read",
                    failure);
        }
    }

    /**
     * The contract that a text describes.
     *
     * @param name what messages call it
     */
    public static Contract read(String name, String text) {
        Place file = new Place(name, "", parse(name, text));
        file.only(List.of("$schema", "id", "base", "endpoints", "requests", "answers"));
        file.optional("$schema").ifPresent(Place::text);
        String id = file.member("id").text(Contract.ID, "lower-case letters, digits and hyphens, and no hyphen first");
        String base = file.optional("base")
                .map(place -> place.text().isEmpty() ? "" : place.text(Routes.PATH, Routes.A_PATH))
                .orElse(id);
        Map<Endpoint, Route> routes = Collections.unmodifiableMap(Routes.read(file.member("endpoints")));
        Answers answers = Answers.read(file.member("answers"), routes.keySet());
        return new FileContract(
                id,
                base,
                routes,
                file.optional("requests").map(Requests::read).orElse(Requests.NO_RULES),
                answers,
                answers.revoked().answer(Endpoint.REVOKE));
    }

    /**
     * Two contracts must not answer at one address.
     *
     * @param name what messages call the file of the contract
     * @throws IllegalArgumentException if another has its base; but not one with its id, whose place it takes
     */
    public static void requireOwnBase(String name, Contract contract, Collection<Contract> others) {
        for (Contract other : others) {
            if (other.base().equals(contract.base()) && !other.id().equals(contract.id())) {
                throw new IllegalArgumentException(name + ", /base: \"" + contract.base() + "\" is the base of '"
                        + other.id() + "' too: give this one another, such as \"" + contract.id() + "\"");
            }
        }
    }

    private static JsonNode parse(String name, String text) {
        try (JsonParser parser = JSON.createParser(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)) {
            return parse(name, parser);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the source is a text
        }
    }

    private static JsonNode parse(String name, JsonParser parser) throws IOException {
        try {
            JsonNode root = JSON.readTree(parser);
            if (root == null) {
                throw new IllegalArgumentException(name + ": this is empty: it must be a JSON object");
            }
            return root;
        } catch (JsonProcessingException malformed) {
            String pointer = parser.getParsingContext().pathAsPointer().toString();
            String said = malformed.getOriginalMessage();
            throw new IllegalArgumentException(
                    name
                            + (pointer.isEmpty() ? "" : ", " + pointer)
                            + at(malformed.getLocation())
                            + (said.startsWith(DUPLICATE)
                                    ? ": this member is here already: take one of them away"
                                    : ": this is no JSON: " + said.replaceFirst(" \\(start marker.*", "")),
                    malformed);
        }
    }

    private static String at(JsonLocation location) {
        return ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String resource(String name) {
        try (InputStream resource = Objects.requireNonNull(ContractFile.class.getResourceAsStream(name))) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
