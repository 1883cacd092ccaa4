package dev.commonground.internal.sqlite;

import dev.commonground.store.CommitState;
import java.sql.SQLException;

/**
 * Finds the entries of a commit by its id, in the table {@code commit_entries}. The table lags behind the log by fewer than
 * {@value #LAG} entries, which are searched in the log, so that only one in many commits writes to it (decision 67).
 */
final class CommitIndex {

    private static final int LAG = 64;

    private static final String FIND = """
            SELECT position, lane, number FROM entry
            WHERE scope = ?1 AND position > (SELECT indexed FROM scope WHERE id = ?1) AND commit_id = ?2
            UNION ALL
            SELECT e.position, e.lane, e.number FROM commit_entries c
            JOIN entry e ON e.scope = c.scope AND e.position BETWEEN c.first AND c.last
            WHERE c.scope = ?1 AND c.commit_id = ?2
            ORDER BY position""";

    private static final String EXTEND = """
            INSERT INTO commit_entries (scope, commit_id, first, last)
            SELECT scope, commit_id, min(position), max(position) FROM entry
            WHERE scope = ?1 AND position > (SELECT indexed FROM scope WHERE id = ?1) GROUP BY commit_id""";

    private static final String EXTENDED = "UPDATE scope SET indexed = position WHERE id = ?";

    private CommitIndex() {}

    /** Adds the entries that a commit appended to a scope before. */
    static void readEarlier(StatementCache statements, String scope, String commit, CommitState state)
            throws SQLException {
        statements.queryEach(
                FIND, row -> state.addEarlier(scope, row.getLong(1), row.getLong(2), row.getLong(3)), scope, commit);
    }

    /**
     * Extends the table to the whole log of a scope whenever the log passes a multiple of {@value #LAG}.
     *
     * @param before the last position before the commit
     * @param after the last position with the entries of the commit, which are written
     */
    static void follow(StatementCache statements, String scope, long before, long after) throws SQLException {
        if (before / LAG < after / LAG) {
            statements.update(EXTEND, scope);
            statements.update(EXTENDED, scope);
        }
    }
}
