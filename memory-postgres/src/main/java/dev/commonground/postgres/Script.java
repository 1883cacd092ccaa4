package dev.commonground.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * Several statements that the server executes in one round trip. In their text, {@code @} precedes the name of a table.
 *
 * <p>Not thread-safe. A script can run again after a failure.
 */
final class Script {

    private final Schema schema;
    private final List<String> statements = new ArrayList<>();
    private final List<@Nullable RowReader> readers = new ArrayList<>();
    private final List<@Nullable Object> parameters = new ArrayList<>();
    private boolean binary;

    /** Reads a result set, or its current row. */
    @FunctionalInterface
    interface RowReader {
        void read(ResultSet rows) throws SQLException;
    }

    Script(Schema schema) {
        this.schema = schema;
    }

    /** Adds a statement without a result. */
    Script then(String statement, @Nullable Object... parameters) {
        return add(statement, null, parameters);
    }

    /** Adds a query; {@code reader} gets the result set before its first row. */
    Script ask(String query, RowReader reader, @Nullable Object... parameters) {
        return add(query, reader, parameters);
    }

    /** Adds a query; {@code reader} is called for each row. */
    Script askEach(String query, RowReader reader, @Nullable Object... parameters) {
        return add(
                query,
                rows -> {
                    while (rows.next()) {
                        reader.read(rows);
                    }
                },
                parameters);
    }

    private Script add(String statement, @Nullable RowReader reader, @Nullable Object... parameters) {
        statements.add(schema.sql(statement));
        readers.add(reader);
        this.parameters.addAll(Arrays.asList(parameters));
        return this;
    }

    /** Requests the results in binary form from the first execution on. */
    Script inBinaryForm() {
        binary = true;
        return this;
    }

    /** Runs the statements, unless there are none. */
    void runIfAny(Connection connection) throws SQLException {
        if (!statements.isEmpty()) {
            run(connection);
        }
    }

    /** Runs the statements in order, and returns the number of rows that the last one changed. */
    int run(Connection connection) throws SQLException {
        try (PreparedStatement all = connection.prepareStatement(String.join(";\n", statements))) {
            if (binary) {
                // The driver then describes the statement before it executes it.
                all.unwrap(PGStatement.class).setPrepareThreshold(-1);
            }
            new ScriptParameters(all).set(parameters);
            return readResults(all);
        }
    }

    private int readResults(PreparedStatement all) throws SQLException {
        boolean rows = all.execute();
        int changed = 0;
        for (RowReader reader : readers) {
            if (rows && reader != null) {
                reader.read(all.getResultSet());
            }
            changed = all.getUpdateCount();
            rows = all.getMoreResults();
        }
        return changed;
    }
}
