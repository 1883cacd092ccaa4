package dev.commonground.sqlite;

import dev.commonground.log.Entry;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.StatementVector;
import dev.commonground.memory.MemoryId;
import dev.commonground.rows.EntryReader;
import dev.commonground.rows.EntryWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The table {@code entry}. */
final class EntryRows {

    private static final String INSERT = "INSERT INTO entry (scope, commit_id, ordinal, " + EntryReader.COLUMNS
            + ") VALUES (?, ?, ?" + ", ?".repeat(EntryWriter.PARAMETERS) + ")";

    private static final String READ_BEYOND =
            "SELECT " + EntryReader.COLUMNS + " FROM entry WHERE scope = ? AND position > ? ORDER BY position";

    private static final String ERASE_ENTRIES = "UPDATE entry SET " + EntryWriter.ERASED
            + " WHERE scope = ? AND statement = ? AND action IN ('assert', 'annotate')";

    private static final String SWEEP_ENTRY =
            "UPDATE entry SET " + EntryWriter.SWEPT + " WHERE scope = ? AND position = ? AND run IS NOT NULL";

    private EntryRows() {}

    static void insert(Connection connection, String scope, String commitId, int ordinal, Entry entry)
            throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(INSERT)) {
            row.setString(1, scope);
            row.setString(2, commitId);
            row.setInt(3, ordinal);
            new EntryWriter(UnaryOperator.identity()).set(row, 4, entry);
            row.executeUpdate();
        }
    }

    /** Takes a statement's words out of all entries about it, and its vectors out of the store. */
    static void erase(Connection connection, String scope, MemoryId id) throws SQLException {
        Erasure.overwrite(connection);
        for (String sql : List.of(ERASE_ENTRIES, "DELETE FROM vector WHERE scope = ? AND statement = ?")) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, scope);
                statement.setString(2, id.value());
                statement.executeUpdate();
            }
        }
    }

    /** Takes away what stands at these positions, and the vectors of statements that nobody asserts any more. */
    static void sweep(Connection connection, String scope, List<Long> positions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SWEEP_ENTRY)) {
            for (long position : positions) {
                statement.setString(1, scope);
                statement.setLong(2, position);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        VectorRows.deleteUnasserted(connection, scope);
    }

    static boolean removedBeyond(Connection connection, String scope, long position) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT EXISTS (SELECT 1 FROM entry WHERE scope = ? AND position > ? AND action IN ('erase', 'sweep'))")) {
            statement.setString(1, scope);
            statement.setLong(2, position);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    static MemoryStore.Tail readBeyond(Connection connection, String scope, long position, String model)
            throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(READ_BEYOND)) {
            statement.setString(1, scope);
            statement.setLong(2, position);
            try (ResultSet row = statement.executeQuery()) {
                EntryReader reader = new EntryReader(row);
                while (row.next()) {
                    entries.add(reader.entry());
                }
            }
        }
        return new MemoryStore.Tail(entries, vectors(connection, scope, entries, position, model));
    }

    /** Returns the vectors of what entries assert; a scope read from its beginning takes all it has. */
    private static List<StatementVector> vectors(
            Connection connection, String scope, List<Entry> entries, long position, String model) throws SQLException {
        if (model.isEmpty()) {
            return List.of();
        }
        if (position == 0) {
            return VectorRows.readAll(connection, scope, model);
        }
        Set<MemoryId> asserted = entries.stream()
                .map(Entry::action)
                .filter(Entry.Assert.class::isInstance)
                .map(action -> ((Entry.Assert) action).id())
                .collect(Collectors.toSet());
        return VectorRows.read(connection, scope, asserted, model);
    }
}
