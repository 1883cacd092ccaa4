package dev.commonground.postgres;

import dev.commonground.store.EntryReader;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The texts of {@link SingleStatement} and {@link LaneStatement}. A text depends on the numbers of entries and vectors, on
 * further conditions, and on further writes. An entry on a lane has its number; the statement adds the position of the
 * scope to all other numbers.
 *
 * <p>Thread-safe.
 */
final class AppendSql {

    /** The columns of an entry after its number. */
    private static final String FURTHER_COLUMNS = "e."
            + EntryReader.COLUMNS
                    .substring(EntryReader.COLUMNS.indexOf("action"))
                    .replace(", ", ", e.");

    private static final String INSERT_VECTORS = """
            , vectors AS (
              INSERT INTO @vector (scope, statement, voice, model, vector)
              SELECT moved.scope, v.* FROM moved, (VALUES %s) v
              ON CONFLICT (scope, statement, voice, model) DO NOTHING)
            """;

    private static final String APPEND = """
            WITH moved AS (
              UPDATE @head SET position = position + ?, link = sha256(link || CAST(? AS bytea))
              WHERE scope = ? AND NOT archived %s
              RETURNING scope, position - ? AS base, link%s)%s%s
            %s
            SELECT moved.scope, ?, e.position - 1, e.salt, e.commitment, moved.link,
              moved.base + e.position, e.lane, e.run, CASE WHEN e.lane = 0 THEN moved.base ELSE 0 END + e.number, %s
            FROM moved, (VALUES %s) e (salt, commitment, %s)
            RETURNING position%s""";

    private final Map<AppendShape, String> statements = new ConcurrentHashMap<>();

    private record AppendShape(int entries, int vectors, String conditions, String answers, String writes) {}

    /**
     * Returns the text, whose result is the position of each entry, and whether the scope is undisturbed if the
     * answers say so.
     *
     * @param conditions further conditions on the head of the scope, each with AND before it
     * @param answers further columns of {@code moved}, each with a comma before it
     * @param writes further writes from {@code moved}, each with a comma before it
     */
    String statement(int entries, int vectors, String conditions, String answers, String writes) {
        return statements.computeIfAbsent(
                new AppendShape(entries, vectors, conditions, answers, writes), AppendSql::statement);
    }

    private static String statement(AppendShape shape) {
        return APPEND.formatted(
                shape.conditions,
                shape.answers,
                shape.writes,
                shape.vectors == 0 ? "" : INSERT_VECTORS.formatted(rows("?, ?, ?, ?", shape.vectors)),
                CommitScript.INSERT_ENTRY,
                FURTHER_COLUMNS,
                rows("CAST(? AS bytea), CAST(? AS bytea), " + ScriptParameters.ENTRY, shape.entries),
                EntryReader.COLUMNS,
                shape.answers.isEmpty() ? "" : ", (SELECT undisturbed FROM moved)");
    }

    private static String rows(String row, int count) {
        return String.join(", ", Collections.nCopies(count, "(" + row + ")"));
    }
}
