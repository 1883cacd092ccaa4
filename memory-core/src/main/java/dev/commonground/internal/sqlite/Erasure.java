package dev.commonground.internal.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Removes deleted content from the file. By default, SQLite leaves it in free pages until they are used again. */
final class Erasure {

    private static final int LONGEST_WAIT_MILLIS = 1_000;

    private Erasure() {}

    /** Lets this connection overwrite with zeros what it deletes from now on. */
    static void overwrite(Connection connection) throws SQLException {
        execute(connection, "PRAGMA secure_delete = ON");
    }

    /**
     * Empties the write-ahead log, which still contains the old pages. A reader can delay this until a later commit or until
     * the last process closes the file.
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
