package dev.commonground.postgres;

import dev.commonground.log.Entry;
import dev.commonground.rows.EntryWriter;
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
 * Several statements that go to the server together and are answered together, in one round trip.
 *
 * <p>Not thread-safe; runs once.
 */
final class Script {

    /** The parameters of an entry, as they stand in a statement. */
    static final String ENTRY = "?" + ", ?".repeat(EntryWriter.PARAMETERS - 1);

    private final Schema schema;
    private final List<String> statements = new ArrayList<>();
    private final List<@Nullable RowReader> readers = new ArrayList<>();
    private final List<@Nullable Object> parameters = new ArrayList<>();
    private boolean binary;
    private final EntryWriter entries = new EntryWriter(StoredText::of);

    /** Reads all rows of an answer. */
    @FunctionalInterface
    interface RowReader {
        void read(ResultSet rows) throws SQLException;
    }

    Script(Schema schema) {
        this.schema = schema;
    }

    /** Adds a statement without an answer; {@code @} stands in front of its tables. */
    Script then(String statement, @Nullable Object... parameters) {
        return add(statement, null, parameters);
    }

    /** Adds a question. */
    Script ask(String statement, RowReader reader, @Nullable Object... parameters) {
        return add(statement, reader, parameters);
    }

    private Script add(String statement, @Nullable RowReader reader, @Nullable Object... parameters) {
        statements.add(schema.sql(statement));
        readers.add(reader);
        this.parameters.addAll(Arrays.asList(parameters));
        return this;
    }

    /** Has the server asked for the types of the answer before it is first sent, so that it comes in binary form. */
    Script inBinaryForm() {
        binary = true;
        return this;
    }

    boolean isEmpty() {
        return statements.isEmpty();
    }

    /** Runs the statements in order and returns how many rows the last one changed. */
    int run(Connection connection) throws SQLException {
        try (PreparedStatement all = connection.prepareStatement(String.join(";\n", statements))) {
            if (binary) {
                all.unwrap(PGStatement.class).setPrepareThreshold(-1);
            }
            int next = 1;
            for (Object parameter : parameters) {
                next = set(all, next, parameter);
            }
            boolean rows = all.execute();
            int changed = 0;
            for (int i = 0; i < readers.size(); i++) {
                RowReader reader = readers.get(i);
                if (rows && reader != null) {
                    reader.read(all.getResultSet());
                }
                changed = all.getUpdateCount();
                rows = all.getMoreResults();
            }
            return changed;
        }
    }

    /** Sets a parameter, which is several if it is an entry, and returns the number of the next. */
    private int set(PreparedStatement statement, int index, @Nullable Object parameter) throws SQLException {
        if (parameter instanceof Entry entry) {
            entries.set(statement, index, entry);
            return index + EntryWriter.PARAMETERS;
        }
        if (parameter instanceof Long number) {
            statement.setLong(index, number);
        } else if (parameter instanceof Integer number) {
            statement.setInt(index, number);
        } else if (parameter instanceof Boolean yes) {
            statement.setBoolean(index, yes);
        } else if (parameter instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (parameter instanceof float[] vector) {
            statement.setObject(index, vector);
        } else if (parameter instanceof List<?> several) {
            boolean numbers = !several.isEmpty() && several.get(0) instanceof Long;
            statement.setArray(
                    index, statement.getConnection().createArrayOf(numbers ? "bigint" : "text", several.toArray()));
        } else {
            statement.setString(index, StoredText.ofNullable((String) parameter));
        }
        return index + 1;
    }
}
