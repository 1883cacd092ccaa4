package dev.commonground.internal.sqlite;

import dev.commonground.memory.MemoryId;
import dev.commonground.store.StatementVector;
import dev.commonground.store.VectorBytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The table {@code vector}. Its column {@code voice} holds the speaker. */
final class VectorRows {

    private static final String INSERT =
            "INSERT OR IGNORE INTO vector (scope, statement, voice, model, vector) VALUES (?, ?, ?, ?, ?)";

    private static final String DELETE_UNASSERTED = """
            DELETE FROM vector WHERE scope = ?1 AND statement NOT IN (
              SELECT statement FROM entry WHERE scope = ?1 AND action = 'assert')""";

    /** Reads in the order of the file. */
    private static final String READ_ALL = """
            SELECT statement, voice, vector FROM vector
            WHERE rowid IN (SELECT rowid FROM vector WHERE scope = ? AND model = ?) ORDER BY rowid""";

    private static final String COUNT = "SELECT count(*) FROM vector WHERE scope = ? AND model = ?";

    /** Looking up one vector takes as long as reading about this many in the order of the file. */
    private static final int PER_LOOKUP = 4;

    private static final String READ =
            "SELECT statement, voice, vector FROM vector WHERE scope = ? AND statement = ? AND model = ?";

    private VectorRows() {}

    static void insert(StatementCache statements, String scope, List<StatementVector> vectors) throws SQLException {
        for (StatementVector vector : vectors) {
            statements.update(
                    INSERT,
                    scope,
                    vector.id().value(),
                    vector.speaker(),
                    vector.model(),
                    VectorBytes.of(vector.vector()));
        }
    }

    /** Deletes the vectors of a statement, and returns their number. */
    static int delete(StatementCache statements, String scope, MemoryId id) throws SQLException {
        return statements.update("DELETE FROM vector WHERE scope = ? AND statement = ?", scope, id.value());
    }

    /** Deletes the vectors of statements that no entry asserts any more. */
    static void deleteUnasserted(StatementCache statements, String scope) throws SQLException {
        statements.update(DELETE_UNASSERTED, scope);
    }

    static List<StatementVector> readAll(StatementCache statements, String scope, String model) throws SQLException {
        return statements.query(READ_ALL, rows -> vectors(rows, model, id -> true), scope, model);
    }

    /** Returns the vectors of some statements, in the faster of two ways. */
    static List<StatementVector> readSome(StatementCache statements, String scope, Set<MemoryId> ids, String model)
            throws SQLException {
        long all = statements.query(COUNT, row -> row.next() ? row.getLong(1) : 0L, scope, model);
        return all > (long) PER_LOOKUP * ids.size()
                ? read(statements, scope, ids, model)
                : statements.query(READ_ALL, rows -> vectors(rows, model, ids::contains), scope, model);
    }

    static List<StatementVector> read(StatementCache statements, String scope, Set<MemoryId> ids, String model)
            throws SQLException {
        List<StatementVector> vectors = new ArrayList<>();
        for (MemoryId id : ids) {
            vectors.addAll(statements.query(READ, rows -> vectors(rows, model, any -> true), scope, id.value(), model));
        }
        return vectors;
    }

    private static List<StatementVector> vectors(ResultSet rows, String model, Predicate<MemoryId> wanted)
            throws SQLException {
        List<StatementVector> vectors = new ArrayList<>();
        while (rows.next()) {
            MemoryId id = new MemoryId(rows.getString(1));
            if (wanted.test(id)) {
                vectors.add(new StatementVector(id, rows.getString(2), model, VectorBytes.read(rows.getBytes(3))));
            }
        }
        return vectors;
    }
}
