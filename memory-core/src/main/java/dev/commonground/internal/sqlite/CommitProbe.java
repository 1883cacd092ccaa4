package dev.commonground.internal.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Asks a file whether somebody committed to it. SQLite's {@code data_version} changes with every commit of another
 * connection, and reading it takes microseconds.
 *
 * <p>Thread-safe.
 */
final class CommitProbe {

    private final SqliteFile file;
    private @Nullable Connection connection;
    private FileState state = FileState.WRITABLE;
    private long seen;

    CommitProbe(SqliteFile file) {
        this.file = file;
        file.beforeWriting(this::disconnect);
    }

    /** Returns whether something may have been committed since the last call: yes with each new connection. */
    boolean changed() throws SQLException {
        return file.access(this::ask);
    }

    /** A change of the file's state counts as a commit, because the old connection may see none. */
    private synchronized boolean ask() throws SQLException {
        FileState now = file.state();
        if (!now.equals(state)) {
            disconnect();
            state = now;
        }
        Connection open = connection;
        boolean first = open == null;
        Connection asking = open == null ? file.connect(now) : open;
        connection = asking;
        try (Statement statement = asking.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA data_version")) {
            row.next();
            long version = row.getLong(1);
            boolean changed = first || version != seen;
            seen = version;
            return changed;
        }
    }

    synchronized void disconnect() {
        Connection asking = connection;
        connection = null;
        try {
            if (asking != null) {
                asking.close();
            }
        } catch (SQLException e) {
            throw file.failure(e);
        }
    }
}
