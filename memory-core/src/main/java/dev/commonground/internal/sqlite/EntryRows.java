package dev.commonground.internal.sqlite;

import dev.commonground.store.Entry;
import dev.commonground.store.EntryReader;
import dev.commonground.store.EntryWriter;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.StatementVector;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The table {@code entry}. */
final class EntryRows {

    private static final String INSERT =
            "INSERT INTO entry (scope, commit_id, ordinal, salt, commitment, link, vector, " + EntryReader.COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?" + ", ?".repeat(EntryWriter.PARAMETERS) + ")";

    private static final String READ_BEYOND =
            "SELECT " + EntryReader.COLUMNS + " FROM entry WHERE scope = ? AND position > ? ORDER BY position";

    private static final String REMOVED_BEYOND = """
            SELECT EXISTS (
              SELECT 1 FROM entry WHERE scope = ? AND position > ? AND action IN ('erase', 'sweep', 'review'))""";

    private static final String ERASE = "UPDATE entry SET " + EntryWriter.ERASED + " WHERE " + EntryWriter.ERASABLE;

    private static final String REVIEW =
            "UPDATE entry SET " + EntryWriter.ERASED + " WHERE scope = ? AND position = ? AND action = 'quarantine'";

    private static final String SWEEP =
            "UPDATE entry SET " + EntryWriter.SWEPT + " WHERE scope = ? AND position = ? AND run IS NOT NULL";

    private EntryRows() {}

    static void insert(StatementCache statements, String scope, SealedEntry sealed) throws SQLException {
        statements.use(INSERT, row -> {
            row.setString(1, scope);
            row.setString(2, sealed.commit());
            row.setInt(3, sealed.ordinal());
            row.setBytes(4, sealed.seal().salt(sealed.ordinal()));
            row.setBytes(5, sealed.seal().commitment(sealed.ordinal()));
            row.setBytes(6, sealed.link());
            row.setObject(7, sealed.vector());
            new EntryWriter(UnaryOperator.identity()).set(row, 8, sealed.entry());
            return row.executeUpdate();
        });
    }

    /** Removes the content that an erasure, a sweep or a review removes, from earlier entries and from the vectors. */
    static void remove(StatementCache statements, String scope, Entry.Action action) throws SQLException {
        if (action.removes()) {
            CleaningDebt.owe(statements);
        }
        if (action instanceof Entry.Erase erase) {
            KeyedVectors.erase(statements, scope, erase.id());
            statements.update(ERASE, scope, erase.id().value());
            SqliteReadings.erase(statements, scope, erase.id());
        } else if (action instanceof Entry.Sweep sweep) {
            for (Long position : sweep.positions()) {
                EntryVectors.copyToKey(statements, scope, position);
                statements.update(SWEEP, scope, position);
            }
            KeyedVectors.deleteUnasserted(statements, scope);
        } else if (action instanceof Entry.Review review) {
            statements.update(REVIEW, scope, review.position());
        }
    }

    static boolean removedBeyond(StatementCache statements, String scope, long position) throws SQLException {
        return statements.query(REMOVED_BEYOND, row -> row.next() && row.getBoolean(1), scope, position);
    }

    static MemoryStore.Tail readBeyond(StatementCache statements, String scope, long position, String model)
            throws SQLException {
        List<Entry> entries =
                statements.query(READ_BEYOND, rows -> entries(new EntryReader(rows), rows), scope, position);
        return new MemoryStore.Tail(entries, vectors(statements, scope, entries, position, model));
    }

    private static List<Entry> entries(EntryReader reader, ResultSet rows) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        while (rows.next()) {
            entries.add(reader.entry());
        }
        return entries;
    }

    /** Returns the vectors of the asserted statements. For a whole log, reading all vectors at once is faster. */
    private static List<StatementVector> vectors(
            StatementCache statements, String scope, List<Entry> entries, long position, String model)
            throws SQLException {
        if (model.isEmpty()) {
            return List.of();
        }
        return position == 0
                ? VectorRows.readAll(statements, scope, model)
                : VectorRows.readBeyond(statements, scope, position, entries, model);
    }
}
