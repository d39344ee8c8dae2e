package io.github.apiauth.keycloak.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a SQLite file; MariaDB and PostgreSQL are MigrateIT's. */
class OldDatabaseTest {

    private static final Set<String> FIELDS = Set.of("id", "seen", "bytes");

    private final Profile profile = new Profile("Europe/Berlin", false, null, null, null);
    private final String address;

    OldDatabaseTest(@TempDir Path directory) {
        address = "jdbc:sqlite:" + directory.resolve("old.db");
    }

    @BeforeEach
    void create() throws Exception {
        try (Connection connection = DriverManager.getConnection(address);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE things (id INTEGER, seen TIMESTAMP, bytes BLOB)");
            statement.execute("INSERT INTO things VALUES (1, '2026-07-01 12:00:00', X'4dc3bc')");
            statement.execute("INSERT INTO things VALUES (2, 1782900000, NULL)");
        }
    }

    @Test
    void givenTimesAsTextAndNumber_thenTheSame() throws Exception {
        List<Instant> times = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        try (OldDatabase database = OldDatabase.open(address, Map.of(), profile)) {
            database.read("/users/sql", "SELECT id, seen, bytes FROM things ORDER BY id", FIELDS, row -> {
                try {
                    times.add(row.time("seen"));
                    row.text("bytes").ifPresent(texts::add);
                } catch (NotMovableException unexpected) {
                    throw new IllegalStateException(unexpected);
                }
            });
        }
        assertThat(times).containsExactly(Instant.parse("2026-07-01T10:00:00Z"), Instant.ofEpochSecond(1782900000));
        assertThat(texts).containsExactly("Mü");
    }

    @Test
    void givenMistakesInTheSql_thenSaid() throws Exception {
        try (OldDatabase database = OldDatabase.open(address, Map.of(), profile)) {
            assertThatThrownBy(() ->
                            database.read("/users/sql", "SELECT id AS ID, 1 AS mail FROM things", FIELDS, row -> {}))
                    .isInstanceOf(MigrateException.class)
                    .hasMessageContaining("/users/sql gives a column 'mail', which is no field")
                    .hasMessageContaining("[bytes, id, seen]");
            assertThatThrownBy(() -> database.read("/users/sql", "SELECT id FROM nowhere", FIELDS, row -> {}))
                    .hasMessageContaining("no such table: nowhere");
            assertThatThrownBy(() -> database.read("/users/sql", "DELETE FROM things", FIELDS, row -> {}))
                    .isInstanceOf(MigrateException.class);
        }
    }

    @Test
    void givenNoSuchFile_thenSaidAndNoneMade(@TempDir Path directory) {
        Path file = directory.resolve("typo.db");
        assertThatThrownBy(() -> OldDatabase.open("jdbc:sqlite:" + file, Map.of(), profile))
                .hasMessageContaining("cannot be opened");
        assertThat(Files.exists(file)).isFalse();
    }
}
