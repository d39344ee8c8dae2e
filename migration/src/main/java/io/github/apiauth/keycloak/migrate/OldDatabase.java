package io.github.apiauth.keycloak.migrate;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The old server's database, of which rows are read one after another, however many they are. Nothing is ever written. */
final class OldDatabase implements AutoCloseable {

    /** The rows that the driver holds at a time. */
    private static final int ROWS_AT_A_TIME = 500;

    private final Connection connection;
    private final ZoneId zone;
    private final Texts texts;
    private final boolean isTyped;

    private OldDatabase(Connection connection, ZoneId zone, Texts texts, boolean isTyped) {
        this.connection = connection;
        this.zone = zone;
        this.texts = texts;
        this.isTyped = isTyped;
    }

    private record Column(String name, @Nullable Class<?> type) {}

    /**
     * Connects.
     *
     * @param address as on the command line
     * @param environment has user and password
     * @throws MigrateException if it cannot be reached or refuses the user
     */
    static OldDatabase open(String address, Map<String, String> environment, Profile profile) throws MigrateException {
        Properties properties = new Properties();
        setIfThere(properties, "user", environment.get("MIGRATE_DATABASE_USER"));
        setIfThere(properties, "password", environment.get("MIGRATE_DATABASE_PASSWORD"));
        System.setProperty("mariadb.logging.disable", "true"); // it prints queries and errors by itself
        boolean isSqlite = address.startsWith("jdbc:sqlite:");
        if (isSqlite) {
            properties.setProperty("open_mode", "1"); // SQLITE_OPEN_READONLY: else a wrong path would make a new file
        }
        try {
            // MariaDB's driver is MySQL's too.
            Connection connection =
                    DriverManager.getConnection(address.replaceFirst("^jdbc:mysql:", "jdbc:mariadb:"), properties);
            connection.setAutoCommit(false); // PostgreSQL's driver holds all rows in memory else
            return new OldDatabase(
                    connection,
                    ZoneId.of(Objects.requireNonNullElse(profile.zone(), "UTC")),
                    new Texts(profile.repairUtf8InLatin1()),
                    !isSqlite); // whose columns hold what was written into them
        } catch (SQLException failure) {
            throw new MigrateException("The old database cannot be opened: " + said(failure)
                    + "\nCheck --from, MIGRATE_DATABASE_USER and MIGRATE_DATABASE_PASSWORD.");
        }
    }

    /**
     * Reads what the query gives.
     *
     * @param part of the profile that the query is of
     * @param fields that its columns may be
     * @throws MigrateException if it fails, has a column that is no field, or the reader fails
     */
    void read(String part, String sql, Set<String> fields, Rows.Reader reader) throws MigrateException {
        try (Statement statement =
                connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet rows = statement.executeQuery(sql)) {
                List<Column> columns = columns(part, rows.getMetaData(), fields);
                long number = 0;
                while (rows.next()) {
                    number++;
                    reader.read(new Row(values(rows, columns), texts, zone, number));
                }
            }
            connection.commit();
        } catch (SQLException failure) {
            throw new MigrateException("The old database does not answer the profile's " + part + ": " + said(failure));
        }
    }

    /** What the query gives, when it is read. */
    Rows rows(String part, String sql) {
        return (fields, reader) -> read(part, sql, fields, reader);
    }

    private List<Column> columns(String part, ResultSetMetaData data, Set<String> fields)
            throws SQLException, MigrateException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            String name = data.getColumnLabel(i).toLowerCase(Locale.ROOT);
            if (!fields.contains(name)) {
                throw new MigrateException("The profile's " + part + " gives a column '" + name
                        + "', which is no field. Name it with AS, or leave it out. Fields: " + new TreeSet<>(fields));
            }
            columns.add(new Column(name, isTyped ? time(data, i) : null));
        }
        return columns;
    }

    /** Times are read as they are written, not as this machine's zone would have them. */
    private static @Nullable Class<?> time(ResultSetMetaData data, int column) throws SQLException {
        if (data.getColumnTypeName(column)
                .equalsIgnoreCase("timestamptz")) { // of type TIMESTAMP for PostgreSQL's driver
            return OffsetDateTime.class;
        }
        return data.getColumnType(column) == Types.TIMESTAMP ? LocalDateTime.class : null;
    }

    private static Map<String, @Nullable Object> values(ResultSet rows, List<Column> columns) throws SQLException {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            values.put(
                    column.name(),
                    column.type() == null ? rows.getObject(i + 1) : rows.getObject(i + 1, column.type()));
        }
        return values;
    }

    private static void setIfThere(Properties properties, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            properties.setProperty(name, value);
        }
    }

    /** The driver's own words; a failed conversion names its value, which may be an address. */
    private static String said(SQLException failure) {
        return String.valueOf(failure.getMessage()).strip().replaceAll("[^\\s\"'(]+@", "…@");
    }

    @Override
    public void close() throws MigrateException {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new MigrateException("The old database cannot be closed: " + said(failure));
        }
    }
}
