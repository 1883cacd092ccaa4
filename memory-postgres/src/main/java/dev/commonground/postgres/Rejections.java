package dev.commonground.postgres;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Decides whether {@link CommitScript} appends a commit after the database has rejected the one statement that would have
 * appended it.
 *
 * <p>Thread-safe.
 */
final class Rejections {

    /** Another commit was faster, which the statement had not seen when it began. */
    private static final Set<String> OUT_OF_DATE = Set.of(Failures.UNIQUE_VIOLATION, Failures.NOT_NULL_VIOLATION);

    private final AtomicBoolean supported = new AtomicBoolean(true);

    /** Returns false once the database has rejected a statement as not supported. */
    boolean supported() {
        return supported.get();
    }

    /** Throws the exception, unless a {@link CommitScript} can append the commit nevertheless. */
    void leaveToScript(SQLException e) throws SQLException {
        String state = Failures.state(e);
        if (state.equals(Failures.NOT_SUPPORTED)) {
            supported.set(false);
        } else if (!OUT_OF_DATE.contains(state)) {
            throw e;
        }
    }
}
