package dev.commonground.internal.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection and its prepared statements. It compiles each SQL text once, because compiling takes a large part of the
 * time of a short query. A statement that fails is closed and compiled again for its next use.
 *
 * <p>Not thread-safe.
 */
final class StatementCache implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> idle = new HashMap<>();

    /** Uses a prepared statement, and closes its result sets. */
    @FunctionalInterface
    interface Use<T extends @Nullable Object> {
        T apply(PreparedStatement statement) throws SQLException;
    }

    /** Reads a result set, which is before its first row. */
    @FunctionalInterface
    interface ResultReader<T extends @Nullable Object> {
        T read(ResultSet rows) throws SQLException;
    }

    /** Reads the current row of a result set. */
    @FunctionalInterface
    interface RowVisitor {
        void visit(ResultSet row) throws SQLException;
    }

    /** Creates an empty cache, which owns {@code connection}. */
    StatementCache(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** Executes a statement that returns no rows, and returns the number of changed rows. */
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        return use(sql, statement -> {
            set(statement, parameters);
            return statement.executeUpdate();
        });
    }

    /** Executes a query and returns what {@code reader} makes of its rows. */
    <T extends @Nullable Object> T query(String sql, ResultReader<T> reader, Object... parameters) throws SQLException {
        return use(sql, statement -> {
            set(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                return reader.read(rows);
            }
        });
    }

    /** Executes a query and calls {@code visitor} for each row. */
    void queryEach(String sql, RowVisitor visitor, Object... parameters) throws SQLException {
        boolean unused = query(
                sql,
                rows -> {
                    while (rows.next()) {
                        visitor.visit(rows);
                    }
                    return true;
                },
                parameters);
    }

    /** Sets a pragma of the connection, given as {@code name = value}. An unread row would keep the statement open. */
    void pragma(String setting) throws SQLException {
        queryEach("PRAGMA " + setting, row -> {});
    }

    /** Returns what {@code use} makes of a statement, which has no parameters at first and belongs to {@code use} alone. */
    <T extends @Nullable Object> T use(String sql, Use<T> use) throws SQLException {
        PreparedStatement cached = idle.remove(sql);
        PreparedStatement statement = cached != null ? cached : connection.prepareStatement(sql);
        try {
            T result = use.apply(statement);
            statement.clearParameters();
            giveBack(sql, statement);
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            closeAfter(e, statement);
            throw e;
        }
    }

    /** Keeps one statement per text: a nested use of the same text has compiled a second one. */
    private void giveBack(String sql, PreparedStatement statement) throws SQLException {
        if (idle.putIfAbsent(sql, statement) != null) {
            statement.close();
        }
    }

    private static void closeAfter(Throwable failure, PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static void set(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            if (parameter instanceof String text) {
                statement.setString(i + 1, text);
            } else if (parameter instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (parameter instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                statement.setObject(i + 1, parameter);
            }
        }
    }

    /** Closes the statements and the connection. If a statement cannot be closed, the connection is closed all the same. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            for (PreparedStatement statement : idle.values()) {
                statement.close();
            }
        }
    }
}
