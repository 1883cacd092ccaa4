package dev.commonground.internal.sqlite;

import dev.commonground.memory.MemoryId;
import dev.commonground.store.Entry;
import dev.commonground.store.StatementVector;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table {@code entry_vector}: the vectors that are written with the entries that assert their statements. The column
 * {@code entry.vector} has the number of an entry's vector, so the table needs no index (decision 68). The number of a deleted
 * vector can be given again, so what leads from one entry to its vector compares the scope and the statement, too. A vector
 * goes with its entry, or with the statement of its entry: triggers of the file delete it.
 */
final class EntryVectors {

    private static final String INSERT =
            "INSERT INTO entry_vector (scope, statement, voice, model, vector) VALUES (?, ?, ?, ?, ?) RETURNING number";

    private static final String OF_ENTRY = """
            entry e JOIN entry_vector v ON v.number = e.vector AND v.scope = e.scope AND v.statement = e.statement
            WHERE e.scope = ?1 AND e.position""";

    /** Reads the vectors of the entries after a position. */
    static final String BEYOND =
            "SELECT v.statement, v.voice, v.vector, e.position FROM " + OF_ENTRY + " > ?2 AND v.model = ?3";

    /** Reads the vector of an entry. */
    static final String AT =
            "SELECT v.statement, v.voice, v.vector, e.position FROM " + OF_ENTRY + " = ?2 AND v.model = ?3";

    /** Reads the vectors of a scope among many in the order of the file. */
    static final String ALL = """
            SELECT statement, voice, vector FROM entry_vector
            WHERE number IN (SELECT vector FROM entry WHERE scope = ?1 AND vector IS NOT NULL) AND scope = ?1 AND model = ?2
            ORDER BY number""";

    /** Reads the whole table. */
    static final String SCAN = "SELECT statement, voice, vector FROM entry_vector WHERE scope = ?1 AND model = ?2";

    static final String LAST_ROW = "SELECT coalesce(max(number), 0) FROM entry_vector";

    /** Reads the vectors of every model. */
    static final String OF_SCOPE =
            "SELECT v.statement, v.vector, v.voice, v.model FROM " + OF_ENTRY + " > 0 ORDER BY e.position";

    private static final String DELETE_AT =
            "DELETE FROM entry_vector WHERE number = (SELECT v.number FROM " + OF_ENTRY + " = ?2)";

    private static final String COPY_TO_KEY = """
            INSERT OR IGNORE INTO vector (scope, statement, voice, model, vector)
            SELECT v.scope, v.statement, v.voice, v.model, v.vector FROM\s""" + OF_ENTRY + " = ?2";

    private EntryVectors() {}

    /**
     * Stores the vectors of a commit: one for each statement that its entries assert, and the others by their keys.
     *
     * @return the number of each statement's vector
     */
    static Map<MemoryId, Long> insert(
            StatementCache statements, String scope, List<Entry> entries, List<StatementVector> vectors)
            throws SQLException {
        Set<MemoryId> asserted = new HashSet<>();
        for (Entry entry : entries) {
            MemoryId id = entry.action().asserts();
            if (id != null) {
                asserted.add(id);
            }
        }
        Map<MemoryId, Long> numbers = new HashMap<>();
        List<StatementVector> others = new ArrayList<>();
        for (StatementVector vector : vectors) {
            if (asserted.remove(vector.id())) {
                numbers.put(vector.id(), insert(statements, scope, vector));
            } else {
                others.add(vector);
            }
        }
        KeyedVectors.insert(statements, scope, others);
        return numbers;
    }

    private static long insert(StatementCache statements, String scope, StatementVector vector) throws SQLException {
        return statements.query(
                INSERT,
                row -> {
                    row.next();
                    return row.getLong(1);
                },
                scope,
                vector.id().value(),
                vector.speaker(),
                vector.model(),
                vector.bytes());
    }

    /** Deletes the vector of an entry, and returns how many it had. */
    static int delete(StatementCache statements, String scope, long position) throws SQLException {
        return statements.update(DELETE_AT, scope, position);
    }

    /** Stores the vector of an entry that is about to go by its key, too, because another entry may assert its statement. */
    static void copyToKey(StatementCache statements, String scope, long position) throws SQLException {
        statements.update(COPY_TO_KEY, scope, position);
    }
}
