package dev.commonground.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes SQLite forget for good: by default deleted bytes stay in the file until something else needs the room. */
final class Erasure {

    private static final int LONGEST_WAIT_MILLIS = 1_000;

    private Erasure() {}

    /** Has what this connection deletes from now on overwritten with zeros. */
    static void overwrite(Connection connection) throws SQLException {
        execute(connection, "PRAGMA secure_delete = ON");
    }

    /**
     * Empties the write-ahead log, which still holds the pages as they were. Somebody who is reading puts it off until
     * a later commit or the end of the last process.
     */
    static void emptyLog(SqliteFile file) {
        try (Connection connection = file.connect()) {
            execute(connection, "PRAGMA busy_timeout = " + LONGEST_WAIT_MILLIS);
            execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            throw file.failure(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
