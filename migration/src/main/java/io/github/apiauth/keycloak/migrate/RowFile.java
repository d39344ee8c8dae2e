package io.github.apiauth.keycloak.migrate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A file of rows, which is read whole before the first one is given: a CSV (RFC 4180) whose first line names the columns, or a JSON array
 * of objects. What is empty counts as left out.
 */
final class RowFile implements Rows {

    private static final String JSON_ENDING = ".json";

    /** Which end in one of these. */
    static final List<String> ENDINGS = List.of(".csv", JSON_ENDING);

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Quotes what must be quoted, and not all that is long. */
    static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;

    /** The file at this path. */
    RowFile(Path file) {
        this.file = file;
    }

    @Override
    public void read(Set<String> fields, Reader reader) throws MigrateException {
        List<Row> rows;
        try {
            String text = Files.readString(file);
            String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text; // as Excel writes it
            rows = file.toString().toLowerCase(Locale.ROOT).endsWith(JSON_ENDING)
                    ? objects(content, fields)
                    : lines(content, fields);
        } catch (CharacterCodingException notUtf8) {
            throw new MigrateException(file + " is not UTF-8. Save it anew with that encoding.");
        } catch (JsonProcessingException malformed) { // of CSV too; its message quotes the file, where secrets are
            throw new MigrateException(file + " cannot be read from line "
                    + malformed.getLocation().getLineNr()
                    + " on: a quote, bracket or comma is missing there, or one too many.");
        } catch (IOException unreadable) {
            throw new MigrateException(file + " cannot be read. Check --from.");
        }
        for (Row row : rows) {
            reader.read(row);
        }
    }

    private List<Row> lines(String content, Set<String> fields) throws IOException, MigrateException {
        List<Row> rows = new ArrayList<>();
        try (MappingIterator<String[]> lines = CSV.readerFor(String[].class).readValues(content)) {
            if (!lines.hasNextValue()) {
                throw new MigrateException(file + " is empty: its first line must name the columns.");
            }
            List<String> columns = columns(lines.nextValue(), fields);
            while (lines.hasNextValue()) {
                long line = lines.getParser().currentLocation().getLineNr();
                String[] cells = lines.nextValue();
                if (Arrays.stream(cells).anyMatch(cell -> !cell.isEmpty())) { // of spreadsheets: ,,,
                    rows.add(row(columns, cells, line));
                }
            }
        }
        return rows;
    }

    private List<String> columns(String[] names, Set<String> fields) throws MigrateException {
        List<String> columns = new ArrayList<>();
        for (String name : names) {
            String column = name.strip().toLowerCase(Locale.ROOT);
            if (!fields.contains(column) || columns.contains(column)) {
                throw new MigrateException(file + " has a column '" + column + "' which is no field, or there twice."
                        + " The first line names the columns, with commas between. Fields: " + new TreeSet<>(fields));
            }
            columns.add(column);
        }
        return columns;
    }

    private static Row row(List<String> columns, String[] cells, long line) {
        if (cells.length > columns.size()) {
            return Row.unreadable(
                    line,
                    new NotMovableException(
                            "It has " + cells.length + " values, and the first line " + columns.size() + " columns",
                            "put values with a comma between quotes"));
        }
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < cells.length; i++) {
            if (!cells[i].isEmpty()) {
                values.put(columns.get(i), cells[i]);
            }
        }
        return Row.ofLine(line, values);
    }

    private List<Row> objects(String content, Set<String> fields) throws IOException, MigrateException {
        List<Row> rows = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(content)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new MigrateException(file + " must be a JSON array of objects.");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                long line = parser.currentTokenLocation().getLineNr();
                JsonNode object = parser.readValueAsTree();
                rows.add(row(object, line, fields));
            }
        }
        return rows;
    }

    private static Row row(JsonNode object, long line, Set<String> fields) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = member.getValue();
            if (!fields.contains(member.getKey()) || value.isObject()) {
                return Row.unreadable(
                        line,
                        new NotMovableException(
                                "Its member '" + member.getKey() + "' is no field, or an object",
                                "take it out, or correct it; fields are " + new TreeSet<>(fields)));
            }
            if (value.isArray()) {
                values.put(member.getKey(), value.toString());
            } else if (value.isBoolean()) {
                values.put(member.getKey(), value.booleanValue());
            } else if (!value.isNull() && !value.asText().isEmpty()) {
                values.put(member.getKey(), value.asText());
            }
        }
        return Row.ofLine(line, values);
    }
}
