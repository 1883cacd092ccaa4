package dev.commonground.postgres;

import dev.commonground.log.Commit;
import dev.commonground.log.Entry;
import dev.commonground.log.StatementVector;
import dev.commonground.rows.EntryReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Appends what is written directly to one scope by one statement, which is one round trip and one transaction. Whatever
 * it cannot do, and whatever turns out not to be as usual, is left to {@link CommitScript}.
 *
 * <p>Thread-safe.
 */
final class SingleStatement {

    /** A statement takes 65,535 parameters, and longer ones gain nothing. */
    private static final int MOST_ENTRIES = 100;

    private final Schema schema;
    private final AtomicBoolean supported = new AtomicBoolean(true);
    private final Map<Shape, String> statements = new ConcurrentHashMap<>();

    /**
     * What a statement's text depends on.
     *
     * @param conditional whether the scope must stand at a position
     */
    private record Shape(int entries, int vectors, boolean conditional) {}

    SingleStatement(Schema schema) {
        this.schema = schema;
    }

    /** Returns whether a commit is of the simple sort. */
    boolean fits(Commit commit) {
        if (!supported.get() || commit.appends().size() != 1) {
            return false;
        }
        Commit.Append append = commit.appends().get(0);
        return append.lane() == null
                && append.tip() == null
                && !append.actions().isEmpty()
                && append.actions().size() + append.vectors().size() <= MOST_ENTRIES
                && append.actions().stream().allMatch(SingleStatement::fits)
                && List.of(append.scope()).containsAll(commit.onlyAt().keySet());
    }

    private static boolean fits(Entry.Action action) {
        return !action.removes() && action.retracts().stream().allMatch(position -> position > 0);
    }

    /** Appends a commit that fits; returns nothing if it has to be looked at more closely, and has done nothing then. */
    Optional<Commit.Receipt> append(Connection connection, Commit commit) throws SQLException {
        Commit.Append append = commit.appends().get(0);
        AtomicLong reached = new AtomicLong();
        try {
            new Script(schema)
                    .ask(
                            statements.computeIfAbsent(
                                    new Shape(
                                            append.actions().size(),
                                            append.vectors().size(),
                                            !commit.onlyAt().isEmpty()),
                                    SingleStatement::statement),
                            rows -> {
                                while (rows.next()) {
                                    reached.set(Math.max(reached.get(), rows.getLong(1)));
                                }
                            },
                            parameters(commit, append))
                    .run(connection);
        } catch (SQLException e) {
            if (Failures.NOT_SUPPORTED.equals(e.getSQLState())) {
                supported.set(false);
            } else if (!Failures.UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            return Optional.empty();
        }
        return reached.get() == 0
                ? Optional.empty()
                : Optional.of(new Commit.Receipt(
                        true, Map.of(append.scope(), new Commit.Appended(reached.get(), Entry.DIRECT, 0))));
    }

    private static String statement(Shape shape) {
        String vectors = shape.vectors == 0 ? "" : """
                , kept AS (
                  INSERT INTO @vector (scope, statement, voice, model, vector)
                  SELECT taken.scope, v.* FROM taken, (VALUES %s) v
                  ON CONFLICT (scope, statement, voice, model) DO NOTHING)
                """.formatted(rows("?, ?, ?, ?", shape.vectors));
        return """
                WITH taken AS (
                  UPDATE @head SET position = position + ? WHERE scope = ? AND NOT archived %s
                  RETURNING scope, position - ? AS base)%s
                %s
                SELECT taken.scope, ?, e.position - 1, taken.base + e.position, e.lane, e.run, taken.base + e.number, %s
                FROM taken, (VALUES %s) e (%s)
                RETURNING position""".formatted(
                        shape.conditional ? "AND position = ?" : "",
                        vectors,
                        CommitScript.INSERT_ENTRY,
                        FURTHER,
                        rows(Script.ENTRY, shape.entries),
                        EntryReader.COLUMNS);
    }

    /** The columns of an entry after its number, as the rows of the values have them. */
    private static final String FURTHER = "e."
            + EntryReader.COLUMNS
                    .substring(EntryReader.COLUMNS.indexOf("action"))
                    .replace(", ", ", e.");

    private static String rows(String row, int count) {
        return String.join(", ", Collections.nCopies(count, "(" + row + ")"));
    }

    /** The entries are numbered from 1; the statement adds where the scope stands. */
    private static @Nullable Object[] parameters(Commit commit, Commit.Append append) {
        long entries = append.actions().size();
        List<@Nullable Object> parameters = new ArrayList<>(List.of(entries, append.scope()));
        parameters.addAll(commit.onlyAt().values());
        parameters.add(entries);
        for (StatementVector vector : append.vectors()) {
            parameters.add(vector.id().value());
            parameters.add(vector.voice());
            parameters.add(vector.model());
            parameters.add(vector.vector());
        }
        parameters.add(commit.id());
        long place = 0;
        for (Entry.Action action : append.actions()) {
            place++;
            parameters.add(new Entry(place, Entry.DIRECT, null, place, action));
        }
        return parameters.toArray();
    }
}
