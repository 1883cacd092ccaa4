package dev.commonground.internal.sqlite;

import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Verification;
import dev.commonground.store.ScopeHead;
import dev.commonground.store.StatementVector;
import dev.commonground.store.VectorBytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The table {@code vector}. Its column {@code voice} holds the speaker. */
final class VectorRows {

    private static final String INSERT =
            "INSERT OR IGNORE INTO vector (scope, statement, voice, model, vector) VALUES (?, ?, ?, ?, ?)";

    private static final String DELETE_UNASSERTED = """
            DELETE FROM vector WHERE scope = ?1 AND statement NOT IN (
              SELECT statement FROM entry WHERE scope = ?1 AND action = 'assert')""";

    /** Reads the vectors of a scope among many in the order of the file. */
    private static final String READ_ALL = """
            SELECT statement, voice, vector FROM vector
            WHERE rowid IN (SELECT rowid FROM vector WHERE scope = ? AND model = ?) ORDER BY rowid""";

    /** Reads the whole table, without an index. */
    private static final String SCAN =
            "SELECT statement, voice, vector FROM vector NOT INDEXED WHERE scope = ? AND model = ?";

    private static final String LAST_ROW = "SELECT coalesce(max(rowid), 0) FROM vector";

    /** A scope is read by the index if the table has more rows than this for each position of the scope. */
    private static final int PER_ROW = 2;

    /** Looking up one vector takes as long as reading about this many in the order of the file. */
    private static final int PER_LOOKUP = 4;

    private static final String READ =
            "SELECT statement, voice, vector FROM vector WHERE scope = ? AND statement = ? AND model = ?";

    private static final String READ_STORED =
            "SELECT vector FROM vector WHERE scope = ? AND statement = ? AND voice = ? AND model = ?";

    private static final String DELETE =
            "DELETE FROM vector WHERE scope = ? AND statement = ? AND voice = ? AND model = ?";

    private static final String FIRST_ASSERTIONS =
            "SELECT statement, min(position) FROM entry WHERE scope = ? AND action = 'assert' GROUP BY statement";

    private VectorRows() {}

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
            if (statements.query(READ_STORED, row -> row.next() && isDamaged(row.getBytes(1)), (Object[]) key)) {
                statements.update(DELETE, (Object[]) key);
            }
        }
    }

    private static boolean isDamaged(byte @Nullable [] bytes) {
        return bytes == null || !VectorBytes.isIntact(bytes);
    }

    /** Returns the damaged vectors as flaws of the first assertions of their statements. */
    static Verification verify(StatementCache statements, String scope, Scope place) throws SQLException {
        Set<String> damaged = new TreeSet<>();
        statements.queryEach(
                "SELECT statement, vector FROM vector WHERE scope = ?",
                row -> {
                    if (isDamaged(row.getBytes(2))) {
                        damaged.add(row.getString(1));
                    }
                },
                scope);
        Map<String, Long> positions = damaged.isEmpty() ? Map.of() : firstAssertions(statements, scope);
        return new Verification(
                0,
                damaged.stream()
                        .map(statement -> new Verification.Flaw(
                                place.toString(),
                                positions.getOrDefault(statement, 0L),
                                "the vector is damaged; the next search computes it again"))
                        .toList());
    }

    private static Map<String, Long> firstAssertions(StatementCache statements, String scope) throws SQLException {
        Map<String, Long> positions = new HashMap<>();
        statements.queryEach(FIRST_ASSERTIONS, row -> positions.put(row.getString(1), row.getLong(2)), scope);
        return positions;
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
        return readAll(statements, scope, model, most(statements, scope), any -> true);
    }

    private static List<StatementVector> readAll(
            StatementCache statements, String scope, String model, long most, Predicate<MemoryId> wanted)
            throws SQLException {
        long rows = statements.query(LAST_ROW, row -> row.next() ? row.getLong(1) : 0L);
        String sql = rows > PER_ROW * most ? READ_ALL : SCAN;
        return statements.query(sql, found -> vectors(found, model, wanted), scope, model);
    }

    /** Returns about how many vectors of one model a scope has at most: one for each position. Counting would take longer. */
    private static long most(StatementCache statements, String scope) throws SQLException {
        return ScopeRows.head(statements, scope).map(ScopeHead::position).orElse(0L);
    }

    /** Returns the vectors of some statements, in the faster of two ways. */
    static List<StatementVector> readSome(StatementCache statements, String scope, Set<MemoryId> ids, String model)
            throws SQLException {
        long most = most(statements, scope);
        return most > (long) PER_LOOKUP * ids.size()
                ? read(statements, scope, ids, model)
                : readAll(statements, scope, model, most, ids::contains);
    }

    static List<StatementVector> read(StatementCache statements, String scope, Set<MemoryId> ids, String model)
            throws SQLException {
        List<StatementVector> vectors = new ArrayList<>();
        for (MemoryId id : ids) {
            vectors.addAll(statements.query(READ, rows -> vectors(rows, model, any -> true), scope, id.value(), model));
        }
        return vectors;
    }

    /** Leaves damaged vectors out, which are computed again. */
    private static List<StatementVector> vectors(ResultSet rows, String model, Predicate<MemoryId> wanted)
            throws SQLException {
        List<StatementVector> vectors = new ArrayList<>();
        while (rows.next()) {
            MemoryId id = new MemoryId(rows.getString(1));
            byte[] bytes = wanted.test(id) ? rows.getBytes(3) : null;
            if (bytes != null && VectorBytes.isIntact(bytes)) {
                vectors.add(new StatementVector(id, rows.getString(2), model, bytes));
            }
        }
        return vectors;
    }
}
