package dev.commonground.internal.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Removes what removed content has left in the file. SQLite overwrites the rows that it deletes ({@code secure_delete}), but
 * a page that was split earlier keeps copies of the rows that moved, and the write-ahead log keeps old pages. So the file
 * is rewritten ({@code VACUUM}) and the log is emptied.
 *
 * <p>A removal records the debt in its own transaction, so a killed process leaves it to the next one. Thread-safe.
 */
final class CleaningDebt {

    /** The collection of the record; the name of a user's collection begins with a digit. */
    private static final String COLLECTION = "cleaning";

    private static final String OWE = """
            INSERT INTO record (collection, key, data) VALUES ('%s', 'owed', randomblob(16))
            ON CONFLICT (collection, key) DO UPDATE SET data = excluded.data""".formatted(COLLECTION);

    private static final String FIND = "SELECT data FROM record WHERE collection = '%s'".formatted(COLLECTION);

    private static final String PAID = "DELETE FROM record WHERE collection = '%s' AND data = ?".formatted(COLLECTION);

    private static final String SIZE = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";

    private static final byte[] NOTHING = {};
    private static final long PAUSE_NANOS = 2_000_000;

    private final SqliteFile file;
    private byte @Nullable [] rewritten;

    CleaningDebt(SqliteFile file) {
        this.file = file;
    }

    /** How an attempt ended. */
    enum Outcome {
        PAID,
        /** A reader still needs the old content. */
        BLOCKED,
        TOO_LARGE,
        FAILED
    }

    /** How an attempt ended, and the size of the file that was rewritten. */
    record Payment(Outcome outcome, long bytes) {}

    /** Lets a connection overwrite with zeros what it deletes. */
    static void overwrite(StatementCache statements) throws SQLException {
        statements.pragma("secure_delete = ON");
    }

    /** Records the debt within the transaction of a removal. */
    static void owe(StatementCache statements) throws SQLException {
        statements.update(OWE);
    }

    static boolean isOwed(StatementCache statements) throws SQLException {
        return owed(statements).isPresent();
    }

    private static Optional<byte[]> owed(StatementCache statements) throws SQLException {
        return statements.query(FIND, row -> row.next() ? Optional.of(row.getBytes(1)) : Optional.empty());
    }

    /**
     * Pays the debt, or does nothing if a reader needs the old content.
     *
     * @param largest the bytes up to which the file is rewritten
     * @param patienceNanos how long to wait for the end of such a reader
     * @param onSize receives the bytes of the file before it is rewritten
     */
    synchronized Payment pay(long largest, long patienceNanos, LongConsumer onSize) throws SQLException {
        try (StatementCache statements = new StatementCache(file.connect())) {
            overwrite(statements);
            byte[] owed = owed(statements).orElse(NOTHING);
            long bytes = statements.query(SIZE, row -> row.next() ? row.getLong(1) : 0L);
            boolean done = rewritten != null && Arrays.equals(owed, rewritten);
            if (!emptyLog(statements, patienceNanos)) {
                return new Payment(Outcome.BLOCKED, bytes);
            }
            if (!done && bytes > largest) {
                return new Payment(Outcome.TOO_LARGE, bytes);
            }
            if (!done) {
                onSize.accept(bytes);
                rewrite(statements);
                rewritten = owed;
            }
            if (!emptyLog(statements, patienceNanos)) {
                return new Payment(Outcome.BLOCKED, bytes);
            }
            rewritten = null;
            statements.update(PAID, owed);
            return new Payment(Outcome.PAID, bytes);
        }
    }

    /**
     * Empties the log, and returns whether it is empty. Tries again for a while, but without the database's own waiting,
     * which would block writers.
     */
    private static boolean emptyLog(StatementCache statements, long patienceNanos) throws SQLException {
        statements.pragma("busy_timeout = 0");
        long deadline = System.nanoTime() + patienceNanos;
        long pause = PAUSE_NANOS;
        boolean empty = checkpoint(statements);
        while (!empty && System.nanoTime() + pause < deadline) {
            LockSupport.parkNanos(pause);
            pause *= 2;
            empty = checkpoint(statements);
        }
        statements.pragma("busy_timeout = " + SqliteFile.BUSY_TIMEOUT_MILLIS);
        return empty;
    }

    private static boolean checkpoint(StatementCache statements) throws SQLException {
        return statements.query("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.next() && row.getInt(1) == 0);
    }

    private static void rewrite(StatementCache statements) throws SQLException {
        statements.use("VACUUM", PreparedStatement::execute);
    }
}
