package io.github.apiauth.keycloak.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Fills Keycloak's tables with copies of what the realm {@code api} has: of the client web-app with its service account, of the user
 * jane and of a session of hers there. The copies are found and work as the originals do; their ids are as scattered as Keycloak's own.
 */
final class Population {

    static final String WEB_CLIENT = "web-app";

    /** Of jane, and so of every user. */
    static final String PASSWORD = "jane-password";

    private static final String WEB_APP = "(SELECT c.id FROM client c JOIN realm r ON r.id = c.realm_id"
            + " WHERE r.name = 'api' AND c.client_id = '" + WEB_CLIENT + "')";
    private static final String SERVICE_ACCOUNT =
            "(SELECT id FROM user_entity WHERE service_account_client_link = " + WEB_APP + ")";
    private static final String JANE = "(SELECT u.id FROM user_entity u JOIN realm r ON r.id = u.realm_id"
            + " WHERE r.name = 'api' AND u.username = 'jane')";

    private final DataSource database;
    private final RefreshTokens refreshTokens;

    /** Over how many accounts the sessions are spread, from the given one on. */
    private final NavigableMap<Integer, Integer> accountsOfSessions = new TreeMap<>();

    private Rows rows = Rows.NONE;

    /**
     * Nothing is generated yet.
     *
     * @param refreshTokens by jane's, whose session is copied
     */
    Population(DataSource database, RefreshTokens refreshTokens) {
        this.database = database;
        this.refreshTokens = refreshTokens;
    }

    static String client(int i) {
        return "client-" + i;
    }

    static String email(int i) {
        return "user-" + i + "@example.com";
    }

    String refreshToken(int session) {
        int account = session % accountsOfSessions.floorEntry(session).getValue();
        return refreshTokens.of(id("session", session), id("user", account));
    }

    /** As the function {@code id} in the database. */
    private static String id(String kind, int i) {
        try {
            ByteBuffer hash = ByteBuffer.wrap(
                    MessageDigest.getInstance("MD5").digest((kind + i).getBytes(StandardCharsets.US_ASCII)));
            return new UUID(hash.getLong(), hash.getLong()).toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Adds what is missing of so many rows; sessions belong to accounts in turns. */
    void growTo(Rows size) {
        System.out.println("Filling the database: " + size);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE OR REPLACE FUNCTION pg_temp.id(kind text, i bigint) RETURNS text LANGUAGE sql IMMUTABLE"
                            + " AS 'SELECT CAST(CAST(md5(kind || i) AS uuid) AS text)'");
            addClients(new Copies(statement, rows.clients(), size.clients()));
            addAccounts(new Copies(statement, rows.accounts(), size.accounts()));
            addSessions(new Copies(statement, rows.sessions(), size.sessions()), size.accounts());
            // What autovacuum would do during the measurements.
            statement.execute("VACUUM ANALYZE");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        accountsOfSessions.put(rows.sessions(), size.accounts());
        rows = size;
    }

    private static void addClients(Copies copies) throws SQLException {
        String id = "pg_temp.id('client', i)";
        copies.add("client", "id = " + WEB_APP, "'id', " + id + ", 'client_id', 'client-' || i");
        for (String table : new String[] {"client_attributes", "client_scope_client", "redirect_uris", "web_origins"}) {
            copies.add(table, "client_id = " + WEB_APP, "'client_id', " + id);
        }
        String account = "pg_temp.id('service-account', i)";
        copies.add(
                "user_entity",
                "id = " + SERVICE_ACCOUNT,
                "'id', " + account + ", 'username', 'service-account-client-' || i, 'email_constraint', " + account
                        + ", 'service_account_client_link', " + id);
        copies.add("user_role_mapping", "user_id = " + SERVICE_ACCOUNT, "'user_id', " + account);
    }

    private static void addAccounts(Copies copies) throws SQLException {
        String id = "pg_temp.id('user', i)";
        copies.add(
                "user_entity",
                "id = " + JANE,
                "'id', " + id + ", 'username', 'user-' || i, 'email', 'user-' || i || '@example.com',"
                        + " 'email_constraint', 'user-' || i || '@example.com'");
        copies.add("credential", "user_id = " + JANE, "'id', pg_temp.id('credential', i), 'user_id', " + id);
        // The realm's default roles, as users get them in the console; jane, being imported, has none.
        copies.add("user_role_mapping", "user_id = " + SERVICE_ACCOUNT, "'user_id', " + id);
    }

    private void addSessions(Copies copies, int accounts) throws SQLException {
        String where = "user_session_id = '" + refreshTokens.session() + "'";
        String id = "'user_session_id', pg_temp.id('session', i)";
        // As if they had begun all through the last day.
        String began = "original.created_on - i % 86400";
        copies.add(
                "offline_user_session",
                where,
                id + ", 'user_id', pg_temp.id('user', i % " + accounts + "), 'created_on', " + began
                        + ", 'last_session_refresh', " + began);
        copies.add("offline_client_session", where, id + ", 'timestamp', original.timestamp - i % 86400");
    }

    /** Copies of rows, numbered {@code i}, but for the given columns. */
    private record Copies(Statement statement, int from, int to) {

        void add(String table, String where, String columns) throws SQLException {
            int copied = statement.executeUpdate(String.format("""
                    INSERT INTO %1$s SELECT copy.*
                    FROM %1$s original, generate_series(%2$d, %3$d - 1) i,
                      jsonb_populate_record(original, jsonb_build_object(%4$s)) copy
                    WHERE original.%5$s""", table, from, to, columns, where));
            if (copied < to - from) {
                throw new IllegalStateException("Nothing to copy in " + table + " where " + where);
            }
        }
    }
}
