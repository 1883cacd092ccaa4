package dev.commonground.postgres;

import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.Seal;
import dev.commonground.store.StatementVector;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Appends simple commits by one statement, which is one round trip and one transaction. A commit is simple if it appends
 * entries to {@link Entry#DIRECT} of one scope, at a known position if they are to be encrypted. {@link CommitScript} appends all other commits, and those for which the
 * statement had no effect.
 *
 * <p>Thread-safe.
 */
final class SingleStatement {

    /** A statement can have 65,535 parameters, and a longer one is not faster. */
    static final int MOST_ROWS = 100;

    private final Schema schema;
    private final Rejections rejections = new Rejections();
    private final AppendSql sql = new AppendSql();

    SingleStatement(Schema schema) {
        this.schema = schema;
    }

    /** Returns whether a commit is simple. */
    boolean fits(Commit commit) {
        if (!rejections.supported() || commit.appends().size() != 1) {
            return false;
        }
        Commit.Append append = commit.appends().get(0);
        return append.lane() == null
                && append.tip() == null
                && (append.encryptor() == null || commit.onlyAt().containsKey(append.scope()))
                && !append.actions().isEmpty()
                && append.actions().size() + append.vectors().size() <= MOST_ROWS
                && append.actions().stream().allMatch(SingleStatement::fits)
                && List.of(append.scope()).containsAll(commit.onlyAt().keySet());
    }

    static boolean fits(Entry.Action action) {
        return !action.removes() && action.retracts().stream().allMatch(position -> position > 0);
    }

    /**
     * Appends a simple commit. Returns empty if the statement had no effect: the scope is missing, archived or at another
     * position, the commit was appended before, or the database does not support the statement.
     */
    Optional<Commit.Receipt> append(Connection connection, Commit commit) throws SQLException {
        try {
            return receipt(commit.appends().get(0).scope(), execute(connection, commit));
        } catch (SQLException e) {
            rejections.leaveToScript(e);
            return Optional.empty();
        }
    }

    private static Optional<Commit.Receipt> receipt(String scope, long position) {
        Commit.Appended appended = new Commit.Appended(position, Entry.DIRECT, 0);
        return position == 0 ? Optional.empty() : Optional.of(new Commit.Receipt(true, Map.of(scope, appended)));
    }

    /** Returns the new position of the scope; 0 if nothing was appended. */
    private long execute(Connection connection, Commit commit) throws SQLException {
        Commit.Append append = commit.appends().get(0);
        String conditions = commit.onlyAt().isEmpty() ? "" : "AND position = ?";
        AtomicLong last = new AtomicLong();
        new Script(schema)
                .askEach(
                        sql.statement(append.actions().size(), append.vectors().size(), conditions, "", ""),
                        row -> last.accumulateAndGet(row.getLong(1), Math::max),
                        parameters(commit, append))
                .run(connection);
        return last.get();
    }

    /** The entries have positions from 1; the statement adds the position of the scope. */
    private static @Nullable Object[] parameters(Commit commit, Commit.Append append) {
        long entries = append.actions().size();
        List<Entry> sealed = entries(append.placedAfter(commit.onlyAt().getOrDefault(append.scope(), 0L)));
        Seal seal = Seal.of(commit.id(), sealed);
        List<@Nullable Object> parameters = new ArrayList<>(List.of(entries, seal.digest(), append.scope()));
        parameters.addAll(commit.onlyAt().values());
        parameters.add(entries);
        for (StatementVector vector : append.vectors()) {
            parameters.addAll(List.of(vector.id().value(), vector.speaker(), vector.model(), vector.vector()));
        }
        parameters.add(commit.id());
        for (int ordinal = 0; ordinal < sealed.size(); ordinal++) {
            parameters.addAll(List.of(seal.salt(ordinal), seal.commitment(ordinal), sealed.get(ordinal)));
        }
        return parameters.toArray();
    }

    private static List<Entry> entries(List<Entry.Action> actions) {
        return LongStream.rangeClosed(1, actions.size())
                .mapToObj(i -> new Entry(i, Entry.DIRECT, null, i, actions.get((int) i - 1)))
                .toList();
    }
}
