package dev.commonground.internal.sqlite;

import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Verification;
import dev.commonground.store.Entry;
import dev.commonground.store.ScopeHead;
import dev.commonground.store.StatementVector;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The vectors of both tables: {@link EntryVectors} and {@link KeyedVectors}. */
final class VectorRows {

    /** A scope is read by the index if the table has more rows than this for each position of the scope. */
    private static final int PER_ROW = 2;

    /** Looking up one vector takes as long as reading about this many in the order of the file. */
    private static final int PER_LOOKUP = 4;

    private static final String FIRST_ASSERTIONS =
            "SELECT statement, min(position) FROM entry WHERE scope = ? AND action = 'assert' GROUP BY statement";

    private VectorRows() {}

    /** The statement and the speaker of a vector. */
    private record Passage(MemoryId statement, String speaker) {}

    /** Returns the damaged vectors that no intact one replaces as flaws of the first assertions of their statements. */
    static Verification verify(StatementCache statements, String scope, Scope place) throws SQLException {
        Set<String> damaged = new TreeSet<>();
        for (String sql : List.of(EntryVectors.OF_SCOPE, KeyedVectors.OF_SCOPE)) {
            statements.queryEach(
                    sql,
                    row -> {
                        String statement = row.getString(1);
                        if (KeyedVectors.isDamaged(row.getBytes(2))
                                && !KeyedVectors.isIntact(
                                        statements, scope, statement, row.getString(3), row.getString(4))) {
                            damaged.add(statement);
                        }
                    },
                    scope);
        }
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

    /** Deletes the vectors of the statements that some entries assert, and returns their number. */
    static int delete(StatementCache statements, String scope, Collection<Long> positions) throws SQLException {
        int deleted = 0;
        for (long position : positions) {
            deleted +=
                    EntryVectors.delete(statements, scope, position) + KeyedVectors.delete(statements, scope, position);
        }
        return deleted;
    }

    /** Returns the vectors of a scope. */
    static List<StatementVector> readAll(StatementCache statements, String scope, String model) throws SQLException {
        return readAll(statements, scope, model, most(statements, scope));
    }

    /** A vector of an entry counts before one that came later, because that one may replace another, damaged vector. */
    private static List<StatementVector> readAll(StatementCache statements, String scope, String model, long most)
            throws SQLException {
        List<StatementVector> vectors = read(
                statements,
                rows(statements, EntryVectors.LAST_ROW) > PER_ROW * most ? EntryVectors.ALL : EntryVectors.SCAN,
                scope,
                model);
        List<StatementVector> keyed = read(
                statements,
                rows(statements, KeyedVectors.LAST_ROW) > PER_ROW * most ? KeyedVectors.ALL : KeyedVectors.SCAN,
                scope,
                model);
        if (vectors.isEmpty() || keyed.isEmpty()) {
            return vectors.isEmpty() ? keyed : vectors;
        }
        Set<Passage> known = new HashSet<>();
        vectors.forEach(vector -> known.add(passage(vector)));
        keyed.stream().filter(vector -> !known.contains(passage(vector))).forEach(vectors::add);
        return vectors;
    }

    private static Passage passage(StatementVector vector) {
        return new Passage(vector.id(), vector.speaker());
    }

    private static long rows(StatementCache statements, String lastRow) throws SQLException {
        return statements.query(lastRow, row -> row.next() ? row.getLong(1) : 0L);
    }

    /** Returns about how many vectors of one model a scope has at most: one for each position. Counting would take longer. */
    private static long most(StatementCache statements, String scope) throws SQLException {
        return ScopeRows.head(statements, scope).map(ScopeHead::position).orElse(0L);
    }

    private static List<StatementVector> read(StatementCache statements, String sql, String scope, String model)
            throws SQLException {
        return statements.query(
                sql,
                rows -> {
                    List<StatementVector> vectors = new ArrayList<>();
                    while (rows.next()) {
                        addIntact(rows, model, vectors);
                    }
                    return vectors;
                },
                scope,
                model);
    }

    /**
     * Returns the vectors of the statements that some entries assert, in the faster of two ways, of which one returns all
     * vectors of the scope.
     */
    static List<StatementVector> readSome(
            StatementCache statements, String scope, Collection<Long> positions, String model) throws SQLException {
        long most = most(statements, scope);
        if (most <= (long) PER_LOOKUP * positions.size()) {
            return readAll(statements, scope, model, most);
        }
        List<StatementVector> vectors = new ArrayList<>();
        for (long position : positions) {
            if (!addOfEntries(statements, EntryVectors.AT, scope, position, model, vectors)
                    .contains(position)) {
                addKeyed(statements, scope, position, model, vectors);
            }
        }
        return vectors;
    }

    /** Returns the vectors of the statements that the entries after a position assert. */
    static List<StatementVector> readBeyond(
            StatementCache statements, String scope, long position, List<Entry> entries, String model)
            throws SQLException {
        List<StatementVector> vectors = new ArrayList<>();
        Set<Long> found = addOfEntries(statements, EntryVectors.BEYOND, scope, position, model, vectors);
        for (Entry entry : entries) {
            if (entry.action().asserts() != null && !found.contains(entry.position())) {
                addKeyed(statements, scope, entry.position(), model, vectors);
            }
        }
        return vectors;
    }

    /** Adds the vectors of entries, and returns the positions of these entries. */
    private static Set<Long> addOfEntries(
            StatementCache statements,
            String sql,
            String scope,
            long position,
            String model,
            List<StatementVector> vectors)
            throws SQLException {
        Set<Long> found = new HashSet<>();
        statements.queryEach(
                sql,
                row -> {
                    if (addIntact(row, model, vectors)) {
                        found.add(row.getLong(4));
                    }
                },
                scope,
                position,
                model);
        return found;
    }

    private static void addKeyed(
            StatementCache statements, String scope, long position, String model, List<StatementVector> vectors)
            throws SQLException {
        statements.queryEach(KeyedVectors.AT, row -> addIntact(row, model, vectors), scope, position, model);
    }

    /** Adds the vector of a row, unless it is damaged: then it is computed again. */
    private static boolean addIntact(ResultSet row, String model, List<StatementVector> vectors) throws SQLException {
        byte[] bytes = row.getBytes(3);
        if (KeyedVectors.isDamaged(bytes)) {
            return false;
        }
        return vectors.add(new StatementVector(new MemoryId(row.getString(1)), row.getString(2), model, bytes));
    }
}
