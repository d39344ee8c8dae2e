package io.github.apiauth.keycloak.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of clients; what becomes of them in a realm is AddClientsIT's. */
class RowFileTest {

    private final Path directory;

    RowFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void givenCsvAsSpreadsheetsWriteIt_thenItsValues() throws Exception {
        List<Row> rows =
                read("c.csv", "\uFEFFID, Name ,scopes\r\n7,\"Zoë \"\"x\"\",\r\nMüller\",read write\r\n,,\r\n8\r\n");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).required("id")).isEqualTo("7");
        assertThat(rows.get(0).text("name")).hasValue("Zoë \"x\",\r\nMüller");
        assertThat(rows.get(0).names("scopes", null)).hasValue(List.of("read", "write"));
        assertThat(rows.get(1).number()).isEqualTo(5);
        assertThat(rows.get(1).text("name")).isEmpty();
    }

    /** An empty cell is no answer, where a database's NULL is. */
    @Test
    void givenEmptyFlag_thenTheDefault() throws Exception {
        assertThat(read("c.csv", "id,enabled\n7,\n").get(0).flag("enabled", true))
                .isTrue();
        assertThat(read("c.csv", "id,enabled\n7,no\n").get(0).flag("enabled", true))
                .isFalse();
    }

    @Test
    void givenJson_thenItsValues() throws Exception {
        List<Row> rows = read("c.JSON", """
                [{"id": 7, "scopes": ["read", "write"], "enabled": false, "name": null},
                 {"id": "app", "secret": "", "redirect_uris": "https://a.example/ https://b.example/"},
                 {"id": "nested", "name": {"en": "s3cret"}},
                 {"id": "odd", "grant_types": "s3cret"}]""");
        assertThat(rows.get(0).required("id")).isEqualTo("7");
        assertThat(rows.get(0).names("scopes", null)).hasValue(List.of("read", "write"));
        assertThat(rows.get(0).flag("enabled", true)).isFalse();
        assertThat(rows.get(0).text("name")).isEqualTo(Optional.empty());
        assertThat(rows.get(1).text("secret")).isEmpty();
        assertThat(rows.get(1).place()).isEqualTo(" (line 2)");
        assertThatThrownBy(() -> rows.get(2).required("id"))
                .isInstanceOfSatisfying(NotMovableException.class, reason -> assertThat(reason.text())
                        .contains("'name'", "Mend: ")
                        .doesNotContain("s3cret"));
        assertThatThrownBy(() -> rows.get(3).required("id")).hasMessageContaining("'grant_types'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "c.csv  | id,grant_types\\n7,x         | has a column 'grant_types' which is no field",
                "c.csv  | id;name\\n7;x                | with commas between",
                "c.csv  | id,id\\n7,8                  | or there twice",
                "c.csv  | id,secret\\n7,\"s3cret\"x\\n | cannot be read from line 2 on",
                "c.csv  | id,secret\\n6,a\\n7,\"s3cret | cannot be read from line 3 on",
                "c.csv  | ``                           | is empty",
                "c.json | {\"id\":\"7\"}               | must be a JSON array",
                "c.json | [{\"id\":\"s3cret\"          | cannot be read from line 1 on",
                "c.json | [{\"id\":\"7\",\"id\":\"s3cret\"}] | cannot be read from line 1 on",
            })
    void givenMistake_thenItsPlaceAndNoRowAtAll(String name, String content, String said) {
        assertThatThrownBy(() -> read(name, content.replace("\\n", "\n")))
                .isInstanceOf(MigrateException.class)
                .hasMessageContaining(said)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void givenLatin1OrNoFile_thenSaid() throws IOException {
        Files.writeString(directory.resolve("c.csv"), "id,name\n7,Müller\n", Charset.forName("windows-1252"));
        assertThatThrownBy(() -> read("c.csv")).hasMessageContaining("is not UTF-8");
        assertThatThrownBy(() -> read("none.csv")).hasMessageContaining("cannot be read. Check --from");
    }

    private List<Row> read(String name, String content) throws IOException, MigrateException {
        Files.writeString(directory.resolve(name), content, StandardCharsets.UTF_8);
        return read(name);
    }

    private List<Row> read(String name) throws MigrateException {
        List<Row> rows = new ArrayList<>();
        new RowFile(directory.resolve(name)).read(ClientMapping.FIELDS, rows::add);
        return rows;
    }
}
