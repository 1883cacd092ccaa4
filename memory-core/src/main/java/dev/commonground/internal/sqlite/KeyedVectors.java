package dev.commonground.internal.sqlite;

import dev.commonground.memory.MemoryId;
import dev.commonground.store.StatementVector;
import dev.commonground.store.VectorBytes;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code vector}: the vectors that come later than their entries, those of another model for example, and all vectors
 * of earlier versions. Its unique index finds a vector by its statement, its speaker, which is in the column {@code voice}, and
 * its model.
 */
final class KeyedVectors {

    private static final String INSERT =
            "INSERT OR IGNORE INTO vector (scope, statement, voice, model, vector) VALUES (?, ?, ?, ?, ?)";

    private static final String DELETE_UNASSERTED = """
            DELETE FROM vector WHERE scope = ?1 AND statement NOT IN (
              SELECT statement FROM entry WHERE scope = ?1 AND action = 'assert')""";

    /** Reads the vectors of a scope among many in the order of the file. */
    static final String ALL = """
            SELECT statement, voice, vector FROM vector
            WHERE rowid IN (SELECT rowid FROM vector WHERE scope = ?1 AND model = ?2) ORDER BY rowid""";

    /** Reads the whole table, without an index. */
    static final String SCAN =
            "SELECT statement, voice, vector FROM vector NOT INDEXED WHERE scope = ?1 AND model = ?2";

    static final String LAST_ROW = "SELECT coalesce(max(rowid), 0) FROM vector";

    /** Reads the vectors of the statement that an entry asserts. */
    static final String AT = """
            SELECT v.statement, v.voice, v.vector FROM entry e JOIN vector v ON v.scope = e.scope AND v.statement = e.statement
            WHERE e.scope = ?1 AND e.position = ?2 AND v.model = ?3""";

    /** Reads the vectors of every model. */
    static final String OF_SCOPE = "SELECT statement, vector, voice, model FROM vector WHERE scope = ?1";

    private static final String READ =
            "SELECT vector FROM vector WHERE scope = ? AND statement = ? AND voice = ? AND model = ?";

    private static final String DELETE =
            "DELETE FROM vector WHERE scope = ? AND statement = ? AND voice = ? AND model = ?";

    private static final String DELETE_AT = """
            DELETE FROM vector WHERE scope = ?1 AND statement = (
              SELECT statement FROM entry WHERE scope = ?1 AND position = ?2)""";

    private KeyedVectors() {}

    static void insert(StatementCache statements, String scope, List<StatementVector> vectors) throws SQLException {
        for (StatementVector vector : vectors) {
            statements.update(INSERT, scope, vector.id().value(), vector.speaker(), vector.model(), vector.bytes());
        }
    }

    /** Deletes the damaged ones among the stored vectors that {@code vectors} could replace. */
    static void deleteDamaged(StatementCache statements, String scope, List<StatementVector> vectors)
            throws SQLException {
        for (StatementVector vector : vectors) {
            String[] key = {scope, vector.id().value(), vector.speaker(), vector.model()};
            if (statements.query(READ, row -> row.next() && isDamaged(row.getBytes(1)), (Object[]) key)) {
                statements.update(DELETE, (Object[]) key);
            }
        }
    }

    static boolean isDamaged(byte @Nullable [] bytes) {
        return bytes == null || !VectorBytes.isIntact(bytes);
    }

    /** Returns whether there is an intact vector of this key. */
    static boolean isIntact(StatementCache statements, String scope, String statement, String voice, String model)
            throws SQLException {
        return statements.query(READ, row -> row.next() && !isDamaged(row.getBytes(1)), scope, statement, voice, model);
    }

    /** Deletes the vectors of the statement that an entry asserts, and returns their number. */
    static int delete(StatementCache statements, String scope, long position) throws SQLException {
        return statements.update(DELETE_AT, scope, position);
    }

    /** Deletes the vectors of a statement. */
    static void erase(StatementCache statements, String scope, MemoryId id) throws SQLException {
        statements.update("DELETE FROM vector WHERE scope = ? AND statement = ?", scope, id.value());
    }

    /** Deletes the vectors of statements that no entry asserts any more. */
    static void deleteUnasserted(StatementCache statements, String scope) throws SQLException {
        statements.update(DELETE_UNASSERTED, scope);
    }
}
