package io.github.apiauth.keycloak.migrate;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One row of the old database or a file, whose values are read as what they mean; each database has types of its own for the same. */
final class Row {

    private static final Set<String> YES = Set.of("1", "t", "true", "y", "yes", "on");
    private static final Set<String> NO = Set.of("", "0", "f", "false", "n", "no", "off");

    /** Above it, a number counts milliseconds: in seconds it would be the year 5138. */
    private static final long MOST_SECONDS = 100_000_000_000L;

    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("[ ]['T']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[ ][XXX][X]")
            .toFormatter(Locale.ROOT);

    private final Map<String, @Nullable Object> values;
    private final Texts texts;
    private final ZoneId zone;
    private final long number;
    private final String place;
    private final @Nullable NotMovableException mistake;

    /**
     * A row of a database.
     *
     * @param values as the driver gives them, by the lower-case names of columns
     * @param texts how they are read
     * @param zone of timestamps without one
     * @param number of the row in its result, from 1
     */
    Row(Map<String, @Nullable Object> values, Texts texts, ZoneId zone, long number) {
        this(values, texts, zone, number, "", null);
    }

    private Row(
            Map<String, @Nullable Object> values,
            Texts texts,
            ZoneId zone,
            long number,
            String place,
            @Nullable NotMovableException mistake) {
        this.values = values;
        this.texts = texts;
        this.zone = zone;
        this.number = number;
        this.place = place;
        this.mistake = mistake;
    }

    /** That of a file, in UTF-8, which begins in this line. */
    static Row ofLine(long line, Map<String, @Nullable Object> values) {
        return new Row(values, new Texts(false), ZoneOffset.UTC, line, " (line " + line + ")", null);
    }

    /** That of a file, of which nothing can be read: each attempt says why. */
    static Row unreadable(long line, NotMovableException mistake) {
        return new Row(Map.of(), new Texts(false), ZoneOffset.UTC, line, "", mistake);
    }

    /** Its place in the result or file, from 1. */
    long number() {
        return number;
    }

    private @Nullable Object value(String column) throws NotMovableException {
        if (mistake != null) {
            throw mistake;
        }
        return values.get(column);
    }

    /** Where it is found again, beside its id: nothing, for that of a database. */
    String place() {
        return place;
    }

    /**
     * The text of a column, which is empty only if it is white space; nothing if it is NULL or empty.
     *
     * @throws NotMovableException if its bytes are no text
     */
    Optional<String> text(String column) throws NotMovableException {
        Object value = value(column);
        if (value == null) {
            return Optional.empty();
        }
        String text = texts.text(column, value);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** The same without white space around it, as columns of a fixed length and forms have left it. */
    Optional<String> word(String column) throws NotMovableException {
        return text(column).map(String::strip).filter(word -> !word.isEmpty());
    }

    /** A column that every row must have. */
    String required(String column) throws NotMovableException {
        return word(column)
                .orElseThrow(() -> new NotMovableException("It has no " + column, "give it one, or leave the row out"));
    }

    /** The names in a column, in order and once each; nothing if it is NULL or has none. */
    Optional<List<String>> names(String column, @Nullable String separator) throws NotMovableException {
        Optional<String> text = word(column);
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(NameList.read(column, text.get(), separator)).filter(names -> !names.isEmpty());
    }

    /**
     * Whether a column says yes. A time does, because applications note when something was done.
     *
     * @param otherwise what NULL says, and a column that the SQL does not give
     * @throws NotMovableException if it is neither a number, a word for yes or no, nor a time
     */
    boolean flag(String column, boolean otherwise) throws NotMovableException {
        Object value = value(column);
        if (value == null) {
            return !values.containsKey(column) && otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number count) {
            return count.doubleValue() != 0;
        }
        if (value instanceof byte[] bits && bits.length == 1 && bits[0] <= 1) { // MySQL's BIT(1)
            return bits[0] == 1;
        }
        if (!(value instanceof String || value instanceof byte[])) {
            return true;
        }
        String word = texts.text(column, value).strip().toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return true;
        }
        if (NO.contains(word) || word.startsWith("0000-00-00")) {
            return false;
        }
        time(column, value);
        return true;
    }

    /**
     * When a column says.
     *
     * @throws NotMovableException if it is NULL or no time
     */
    Instant time(String column) throws NotMovableException {
        Object value = value(column);
        if (value == null) {
            throw new NotMovableException("It has no " + column, "give it one, or leave the row out with a WHERE");
        }
        return time(column, value);
    }

    private Instant time(String column, Object value) throws NotMovableException {
        if (value instanceof Number count) {
            long since = count.longValue();
            return since > MOST_SECONDS ? Instant.ofEpochMilli(since) : Instant.ofEpochSecond(since);
        }
        if (value instanceof OffsetDateTime exact) {
            return exact.toInstant();
        }
        if (value instanceof Timestamp local) {
            return local.toLocalDateTime().atZone(zone).toInstant();
        }
        if (value instanceof LocalDateTime local) {
            return local.atZone(zone).toInstant();
        }
        if (value instanceof LocalDate day) {
            return day.atStartOfDay(zone).toInstant();
        }
        String text = texts.text(column, value).strip();
        if (text.matches("\\d{1,15}")) {
            return time(column, Long.valueOf(text));
        }
        try {
            TemporalAccessor parsed = TIMESTAMP.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return time(column, parsed);
        } catch (DateTimeParseException noTime) {
            throw new NotMovableException(
                    "What it has as " + column + " is not understood",
                    "let the profile's SQL give a timestamp, or seconds since 1970");
        }
    }
}
