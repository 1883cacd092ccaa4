package dev.commonground.postgres;

import dev.commonground.postgres.KnownLanes.NewestLane;
import dev.commonground.store.Commit;
import dev.commonground.store.CommitPlan;
import dev.commonground.store.CommitState;
import dev.commonground.store.Entry;
import dev.commonground.store.RowJson;
import dev.commonground.store.ScopeHead;
import dev.commonground.store.Seal;
import dev.commonground.store.StatementVector;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Appends the commit of a step to a lane of one scope by one statement, which is one round trip and one transaction. The
 * statement assumes the lane and the tip, and has no effect if they differ. It fails if a commit of the same run changed
 * them while it waited for the head: the keys of lanes and entries and the condition on the tip see that. {@link
 * CommitScript} appends all other commits.
 *
 * <p>Thread-safe.
 */
final class LaneStatement {

    private static final String NEWEST = " AND coalesce((SELECT max(incarnation) FROM @lane"
            + " WHERE scope = ? AND run = ? AND agent = ? AND node = ?), 0) = ?";

    private static final String LAST = " AND coalesce((SELECT max(lane) FROM @lane WHERE scope = ?), 0) = ?";

    private static final String HEAD = " AND (SELECT head FROM @lane WHERE scope = ? AND lane = ?) = ?";

    private static final String TIP = " AND coalesce((SELECT lanes FROM @tip WHERE scope = ? AND run = ?), '{}') = ?";

    private static final String INSERT_LANE = """
            , new_lane AS (INSERT INTO @lane (scope, lane, run, thread, agent, node, incarnation, head)
              SELECT moved.scope, ?, ?, ?, ?, ?, ?, ? FROM moved)""";

    private static final String MOVE_LANE = """
            , moved_lane AS (UPDATE @lane l SET head = ? FROM moved WHERE l.scope = moved.scope AND l.lane = ?)""";

    private static final String MOVE_TIP = """
            , moved_tip AS (INSERT INTO @tip AS t (scope, run, lanes) SELECT moved.scope, ?, ? FROM moved
              ON CONFLICT (scope, run) DO UPDATE SET lanes = CASE WHEN t.lanes = ? THEN excluded.lanes END)""";

    /** The statement has read an old state if another commit has moved the head since. */
    private static final String UNDISTURBED = """
            , position - ? = (SELECT position FROM @head WHERE scope = ?)
              AND NOT EXISTS (SELECT 1 FROM @entry WHERE scope = ? AND position > ? AND action = 'revoke') AS undisturbed""";

    private final Schema schema;
    private final KnownLanes lanes;
    private final Rejections rejections = new Rejections();
    private final AppendSql sql = new AppendSql();

    /** Parts of a statement with their parameters. Not thread-safe. */
    private static final class SqlPart {
        final StringBuilder text = new StringBuilder();
        final List<@Nullable Object> parameters = new ArrayList<>();

        SqlPart add(String more, @Nullable Object... given) {
            text.append(more);
            parameters.addAll(Arrays.asList(given));
            return this;
        }
    }

    LaneStatement(Schema schema, KnownLanes lanes) {
        this.schema = schema;
        this.lanes = lanes;
    }

    /** Returns whether a commit can be appended by one statement. */
    boolean fits(Commit commit) {
        if (!rejections.supported()
                || commit.appends().size() != 1
                || !commit.onlyAt().isEmpty()) {
            return false;
        }
        Commit.Append append = commit.appends().get(0);
        Commit.TipMove tip = append.tip();
        return append.lane() != null
                && (tip == null || tip.expected() != null)
                && append.encryptor() == null
                && !append.actions().isEmpty()
                && append.actions().size() + append.vectors().size() < SingleStatement.MOST_ROWS
                && append.actions().stream().allMatch(SingleStatement::fits);
    }

    /** Appends a commit that fits. Returns empty if the statement had no effect. */
    Optional<Commit.Receipt> append(Connection connection, Commit commit) throws SQLException {
        CommitPlan.ScopeWrite write = assumed(commit);
        CommitPlan.LaneWrite lane = write.lane();
        NewestLane known = lane == null ? NewestLane.NONE : lanes.newest(write.scope(), lane.claim());
        if (lane == null || (lane.isNew() && known.incarnation() > 0)) {
            return Optional.empty(); // an older lane of the node may fit, which only the server knows
        }
        try {
            Optional<Commit.Receipt> appended = execute(connection, commit, write, lane, known);
            appended.ifPresent(done -> remember(write.scope(), lane, known));
            return appended;
        } catch (SQLException e) {
            rejections.leaveToScript(e);
            return Optional.empty();
        }
    }

    private void remember(String scope, CommitPlan.LaneWrite lane, NewestLane known) {
        int incarnation = Math.max(known.incarnation(), lane.incarnation());
        lanes.written(scope, lane.claim(), new NewestLane(lane.lane(), incarnation, lane.head()));
    }

    /** Plans the commit as if the scope was at position 0, and its lanes and its tip as this process knows them. */
    private CommitPlan.ScopeWrite assumed(Commit commit) {
        Commit.Append append = commit.appends().get(0);
        CommitState state = new CommitState();
        state.addHead(append.scope(), new ScopeHead(0, false));
        lanes.addTo(state, append.scope(), append.lane());
        Commit.TipMove tip = append.tip();
        if (tip != null) {
            state.setTip(append.scope(), expected(tip));
        }
        return CommitPlan.of(commit, state).writes().get(0);
    }

    private static String expected(Commit.TipMove tip) {
        return RowJson.write(tip.expected() == null ? Map.of() : tip.expected());
    }

    /** Returns empty if nothing was appended. */
    private Optional<Commit.Receipt> execute(
            Connection connection,
            Commit commit,
            CommitPlan.ScopeWrite write,
            CommitPlan.LaneWrite lane,
            NewestLane known)
            throws SQLException {
        SqlPart conditions = conditions(commit.appends().get(0), lane, known);
        SqlPart answers = answers(write, lane.claim());
        SqlPart writes = writes(commit.appends().get(0), write, lane);
        List<Commit.Appended> appended = new ArrayList<>();
        Script script = new Script(schema)
                .askEach(
                        sql.statement(
                                write.entries().size(),
                                write.vectors().size(),
                                conditions.text.toString(),
                                answers.text.toString(),
                                writes.text.toString()),
                        row -> appended.add(new Commit.Appended(
                                row.getLong(1), lane.lane(), lane.head(), asks(lane.claim()) && row.getBoolean(2))),
                        parameters(commit.id(), write, conditions, answers, writes));
        Map<String, Long> others = CommitScript.askOthers(script, commit);
        script.run(connection);
        return appended.stream()
                .max(Comparator.comparing(Commit.Appended::position))
                .map(last -> new Commit.Receipt(true, Map.of(write.scope(), last)).with(others));
    }

    private static boolean asks(Commit.LaneClaim claim) {
        return claim.read() > 0;
    }

    private static SqlPart answers(CommitPlan.ScopeWrite write, Commit.LaneClaim claim) {
        SqlPart answers = new SqlPart();
        String scope = write.scope();
        return asks(claim)
                ? answers.add(UNDISTURBED, (long) write.entries().size(), scope, scope, claim.read())
                : answers;
    }

    private static SqlPart conditions(Commit.Append append, CommitPlan.LaneWrite lane, NewestLane known) {
        String scope = append.scope();
        Commit.LaneClaim claim = lane.claim();
        SqlPart conditions = new SqlPart();
        conditions.add(NEWEST, scope, claim.run(), claim.agent(), claim.node(), known.incarnation());
        if (lane.isNew()) {
            conditions.add(LAST, scope, lane.lane() - 1);
        } else {
            conditions.add(HEAD, scope, lane.lane(), known.head());
        }
        Commit.TipMove tip = append.tip();
        return tip == null ? conditions : conditions.add(TIP, scope, tip.run(), expected(tip));
    }

    private static SqlPart writes(Commit.Append append, CommitPlan.ScopeWrite write, CommitPlan.LaneWrite lane) {
        Commit.LaneClaim claim = lane.claim();
        SqlPart writes = new SqlPart();
        if (lane.isNew()) {
            writes.add(
                    INSERT_LANE,
                    lane.lane(),
                    claim.run(),
                    claim.thread(),
                    claim.agent(),
                    claim.node(),
                    lane.incarnation(),
                    lane.head());
        } else {
            writes.add(MOVE_LANE, lane.head(), lane.lane());
        }
        Commit.TipMove move = append.tip();
        Entry.Tip tip = write.tip();
        return move == null || tip == null
                ? writes
                : writes.add(MOVE_TIP, tip.run(), RowJson.write(tip.lanes()), expected(move));
    }

    private static @Nullable Object[] parameters(
            String commit, CommitPlan.ScopeWrite write, SqlPart conditions, SqlPart answers, SqlPart writes) {
        long entries = write.entries().size();
        Seal seal = Seal.of(commit, write.entries());
        List<@Nullable Object> parameters = new ArrayList<>(List.of(entries, seal.digest(), write.scope()));
        parameters.addAll(conditions.parameters);
        parameters.add(entries);
        parameters.addAll(answers.parameters);
        parameters.addAll(writes.parameters);
        for (StatementVector vector : write.vectors()) {
            parameters.addAll(List.of(vector.id().value(), vector.speaker(), vector.model(), vector.vector()));
        }
        parameters.add(commit);
        for (int ordinal = 0; ordinal < entries; ordinal++) {
            Entry entry = write.entries().get(ordinal);
            parameters.addAll(List.of(seal.salt(ordinal), seal.commitment(ordinal), entry));
        }
        return parameters.toArray();
    }
}
