package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Several names in one column: scopes, redirect URIs, grants, roles. */
final class NameList {

    private static final ObjectMapper JSON = new ObjectMapper();

    private NameList() {}

    /**
     * Reads a JSON array of strings, or names with something between them.
     *
     * @param column the names are in
     * @param separator as the profile has it; white space, if null
     * @throws NotMovableException if it begins as a JSON array and is none of strings
     */
    static List<String> read(String column, String text, @Nullable String separator) throws NotMovableException {
        Set<String> names = new LinkedHashSet<>();
        if (text.startsWith("[")) {
            names.addAll(array(column, text));
        } else {
            for (String name : text.split(separator == null ? "\\s+" : Pattern.quote(separator), -1)) {
                names.add(name.strip());
            }
        }
        names.remove("");
        return List.copyOf(names);
    }

    private static List<String> array(String column, String text) throws NotMovableException {
        List<String> names = new ArrayList<>();
        try {
            for (JsonNode name : JSON.readTree(text)) {
                if (!name.isTextual()) {
                    throw mistake(column);
                }
                names.add(name.asText().strip());
            }
        } catch (JsonProcessingException malformed) {
            throw mistake(column);
        }
        return names;
    }

    private static NotMovableException mistake(String column) {
        return new NotMovableException(
                "What it has as " + column + " begins as a JSON array, but is none of strings",
                "mend the value, or take the brackets away");
    }
}
