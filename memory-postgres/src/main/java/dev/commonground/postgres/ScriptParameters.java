package dev.commonground.postgres;

import dev.commonground.store.Entry;
import dev.commonground.store.EntryWriter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets the parameters of a statement by their Java types. An {@link Entry} takes several parameters. */
final class ScriptParameters {

    /** The placeholders of an entry. */
    static final String ENTRY = "?" + ", ?".repeat(EntryWriter.PARAMETERS - 1);

    private final PreparedStatement statement;
    private final EntryWriter entries = new EntryWriter(StoredText::of);
    private int next = 1;

    ScriptParameters(PreparedStatement statement) {
        this.statement = statement;
    }

    void set(List<@Nullable Object> parameters) throws SQLException {
        for (Object parameter : parameters) {
            if (parameter instanceof Entry entry) {
                entries.set(statement, next, entry);
                next += EntryWriter.PARAMETERS;
            } else {
                set(parameter);
                next++;
            }
        }
    }

    private void set(@Nullable Object parameter) throws SQLException {
        if (parameter instanceof Long number) {
            statement.setLong(next, number);
        } else if (parameter instanceof Integer number) {
            statement.setInt(next, number);
        } else if (parameter instanceof Boolean flag) {
            statement.setBoolean(next, flag);
        } else if (parameter instanceof byte[] bytes) {
            statement.setBytes(next, bytes);
        } else if (parameter instanceof float[] vector) {
            statement.setObject(next, vector);
        } else if (parameter instanceof List<?> elements) {
            setArray(elements);
        } else {
            statement.setString(next, StoredText.ofNullable((String) parameter));
        }
    }

    private void setArray(List<?> elements) throws SQLException {
        boolean numbers = !elements.isEmpty() && elements.get(0) instanceof Long;
        statement.setArray(
                next, statement.getConnection().createArrayOf(numbers ? "bigint" : "text", elements.toArray()));
    }
}
