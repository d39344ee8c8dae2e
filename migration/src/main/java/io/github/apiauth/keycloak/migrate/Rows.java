package io.github.apiauth.keycloak.migrate;

import java.util.Set;

/** Rows that are read one after another, of a database's table or of a file. */
interface Rows {

    /** What is done with each row. */
    interface Reader {

        /** One of them. */
        void read(Row row) throws MigrateException;
    }

    /**
     * Reads all.
     *
     * @param fields that its columns may be
     * @throws MigrateException if they cannot be read, have a column that is no field, or the reader fails
     */
    void read(Set<String> fields, Reader reader) throws MigrateException;
}
