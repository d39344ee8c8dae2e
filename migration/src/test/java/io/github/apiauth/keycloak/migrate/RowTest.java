package io.github.apiauth.keycloak.migrate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each database has for the same. */
class RowTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void givenTimes_thenWhenTheyAre() throws Exception {
        assertThat(time(LocalDateTime.parse("2026-11-28T13:00:00"))).isEqualTo(NOON);
        assertThat(time(OffsetDateTime.parse("2026-11-28T12:00:00Z"))).isEqualTo(NOON);
        assertThat(time("2026-11-28 13:00:00")).isEqualTo(NOON);
        assertThat(time("2026-11-28 13:00:00.000")).isEqualTo(NOON);
        assertThat(time("2026-11-28 12:00:00+00")).isEqualTo(NOON);
        assertThat(time("2026-11-28T12:00:00Z")).isEqualTo(NOON);
        assertThat(time(NOON.getEpochSecond())).isEqualTo(NOON);
        assertThat(time(String.valueOf(NOON.getEpochSecond()))).isEqualTo(NOON);
        assertThat(time(NOON.toEpochMilli())).isEqualTo(NOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "2026-13-28 00:00:00", "0000-00-00 00:00:00"})
    void givenNoTime_thenRefused(String text) {
        assertThatThrownBy(() -> time(text))
                .isInstanceOf(NotMovableException.class)
                .hasMessageContaining("is not understood");
    }

    @Test
    void givenFlags_thenYesOrNo() throws Exception {
        for (Object yes :
                List.of(true, 1, 2L, "1", "t", "Yes", "2020-01-01 00:00:00", new byte[] {1}, LocalDateTime.MIN)) {
            assertThat(row(yes).flag("a", false)).as(String.valueOf(yes)).isTrue();
        }
        for (Object no : List.of(false, 0, "0", "f", "no", "", "0000-00-00 00:00:00", new byte[] {0})) {
            assertThat(row(no).flag("a", true)).as(String.valueOf(no)).isFalse();
        }
        assertThat(row(null).flag("a", true)).isFalse();
        assertThat(row(null).flag("b", true)).isTrue();
        assertThatThrownBy(() -> row("perhaps").flag("a", true)).isInstanceOf(NotMovableException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read write      | ",
                "' read  write ' | ",
                "read,write      | ,",
                "'read, write,'  | ,",
                "[\"read\",\"write\"] | ",
                "read write read | ",
            })
    void givenNames_thenEachOnce(String text, @Nullable String separator) throws Exception {
        assertThat(row(text).names("a", separator)).contains(List.of("read", "write"));
    }

    @Test
    void givenNoNames_thenNothing() throws Exception {
        assertThat(row(null).names("a", null)).isEmpty();
        assertThat(row("").names("a", null)).isEmpty();
        assertThat(row("[]").names("a", null)).isEmpty();
        assertThatThrownBy(() -> row("[1]").names("a", null)).hasMessageContaining("JSON array");
        assertThatThrownBy(() -> row("[\"a\"").names("a", null)).hasMessageContaining("JSON array");
    }

    @Test
    void givenBytesThatAreNoText_thenRefused() throws Exception {
        assertThat(row("Müller".getBytes(UTF_8)).text("a")).contains("Müller");
        assertThatThrownBy(() -> row("Müller".getBytes(ISO_8859_1)).text("a")).hasMessageContaining("is not UTF-8");
        assertThatThrownBy(() -> row("M\uFFFDller").text("a")).hasMessageContaining("is not UTF-8");
    }

    @Test
    void givenUtf8InLatin1_thenRepairedAndTheRestLeft() {
        assertThat(Texts.repaired("MÃ¼ller")).isEqualTo("Müller");
        assertThat(Texts.repaired("Müller")).isEqualTo("Müller");
        assertThat(Texts.repaired("Łukasz")).isEqualTo("Łukasz");
        assertThat(Texts.repaired("â‚¬")).isEqualTo("€");
    }

    @Property
    void givenAnyText_thenAsItIs(@ForAll String text) throws Exception {
        if (text.indexOf('\uFFFD') < 0) {
            assertThat(row(text).text("a")).isEqualTo(text.isEmpty() ? Optional.empty() : Optional.of(text));
        }
    }

    private static Instant time(Object value) throws NotMovableException {
        return row(value).time("a");
    }

    private static Row row(@Nullable Object value) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("a", value);
        return new Row(values, new Texts(false), ZoneId.of("Europe/Berlin"), 1);
    }
}
