package dev.commonground.postgres;

import dev.commonground.postgres.KnownLanes.NewestLane;
import dev.commonground.store.Commit;
import dev.commonground.store.CommitPlan;
import dev.commonground.store.CommitState;
import dev.commonground.store.Entry;
import dev.commonground.store.EntryReader;
import dev.commonground.store.EntryWriter;
import dev.commonground.store.RowJson;
import dev.commonground.store.ScopeHead;
import dev.commonground.store.Seal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Appends a commit within the transaction of its connection, in two round trips: one locks the heads of all scopes in the
 * order of their ids and then reads the rest of the state, and one writes the plan and commits. A transaction holds the
 * heads until it ends, so position order is commit order, without gaps.
 */
final class CommitScript {

    static final String INSERT_ENTRY =
            "INSERT INTO @entry (scope, commit_id, ordinal, salt, commitment, link, " + EntryReader.COLUMNS + ")";

    /** The head still has the link of the commit before. */
    private static final String INSERT_ONE = INSERT_ENTRY
            + " VALUES (?, ?, ?, ?, ?, (SELECT sha256(link || CAST(? AS bytea)) FROM @head WHERE scope = ?), "
            + ScriptParameters.ENTRY + ")";

    private static final String LOCK = "SELECT position, archived FROM @head WHERE scope = ? FOR UPDATE";

    /** The last position of a scope that the commit does not write to. */
    static final String POSITION = "SELECT scope, position FROM @head WHERE scope = ?";

    private static final String EARLIER = """
            SELECT position, lane, number FROM @entry WHERE scope = ? AND commit_id = ? AND commit_id <> ''
            ORDER BY ordinal""";

    private static final String LANES = """
            SELECT lane, head, incarnation FROM @lane WHERE scope = ? AND run = ? AND agent = ? AND node = ?
            ORDER BY incarnation DESC LIMIT\s""" + CommitState.LANES;

    private static final String LAST_LANE = "SELECT coalesce(max(lane), 0) FROM @lane WHERE scope = ?";

    private static final String TIP = "SELECT lanes FROM @tip WHERE scope = ? AND run = ?";

    private static final String ERASE = "UPDATE @entry SET " + EntryWriter.ERASED + " WHERE " + EntryWriter.ERASABLE;

    private static final String REVIEW =
            "UPDATE @entry SET " + EntryWriter.ERASED + " WHERE scope = ? AND position = ? AND action = 'quarantine'";

    private static final String SWEEP =
            "UPDATE @entry SET " + EntryWriter.SWEPT + " WHERE scope = ? AND position = ANY (?) AND run IS NOT NULL";

    private static final String DELETE_VECTORS = "DELETE FROM @vector WHERE scope = ? AND statement = ?";

    private static final String DELETE_UNASSERTED = """
            DELETE FROM @vector v WHERE v.scope = ? AND NOT EXISTS (
              SELECT 1 FROM @entry e WHERE e.scope = ? AND e.statement = v.statement AND e.action = 'assert')""";

    private static final String INSERT_LANE = """
            INSERT INTO @lane (scope, lane, run, thread, agent, node, incarnation, head)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String MOVE_LANE = "UPDATE @lane SET head = ? WHERE scope = ? AND lane = ?";

    private static final String MOVE_TIP = """
            INSERT INTO @tip (scope, run, lanes) VALUES (?, ?, ?)
            ON CONFLICT (scope, run) DO UPDATE SET lanes = excluded.lanes""";

    private static final String MOVE_HEAD =
            "UPDATE @head SET position = ?, link = sha256(link || CAST(? AS bytea)) WHERE scope = ?";

    private final Schema schema;
    private final Connection connection;
    private final Commit commit;
    private final KnownLanes lanes;
    private final CommitState state = new CommitState();
    private final Map<String, NewestLane> newest = new HashMap<>();

    CommitScript(Schema schema, KnownLanes lanes, Connection connection, Commit commit) {
        this.schema = schema;
        this.lanes = lanes;
        this.connection = connection;
        this.commit = commit;
    }

    Commit.Receipt append() throws SQLException {
        Script queries = new Script(schema);
        lockHeads(queries);
        readState(queries);
        Map<String, Long> others = askOthers(queries, commit);
        queries.runIfAny(connection);
        CommitPlan plan = CommitPlan.of(commit, state);
        commit.appends().forEach(this::rememberBefore);
        if (!plan.writes().isEmpty()) {
            Script writes = new Script(schema);
            plan.writes().forEach(write -> add(writes, write));
            writes.then("COMMIT").run(connection);
            plan.writes().forEach(this::remember);
        }
        return plan.receipt().accepted() ? plan.receipt().with(others) : plan.receipt();
    }

    /** Adds a query for the positions of the scopes that a commit only asks for, and returns where they will be. */
    static Map<String, Long> askOthers(Script queries, Commit commit) {
        Map<String, Long> others = new HashMap<>();
        UnionQuery positions = new UnionQuery("", false);
        commit.others().forEach(scope -> positions.add(POSITION, scope));
        positions.addTo(queries, rows -> {
            while (rows.next()) {
                others.put(rows.getString(1), rows.getLong(2));
            }
        });
        return others;
    }

    /** Each statement sees what was committed before it began, so those after the locks see the state under the locks. */
    private void lockHeads(Script locks) {
        SortedSet<String> scopes = new TreeSet<>(commit.onlyAt().keySet());
        commit.appends().forEach(append -> scopes.add(append.scope()));
        for (String scope : scopes) {
            locks.askEach(LOCK, row -> state.addHead(scope, new ScopeHead(row.getLong(1), row.getBoolean(2))), scope);
        }
    }

    private void readState(Script queries) {
        for (Commit.Append append : commit.appends()) {
            askEarlier(queries, append.scope());
            askLanes(queries, append);
            Commit.TipMove tip = append.tip();
            if (tip != null) {
                queries.askEach(TIP, row -> state.setTip(append.scope(), row.getString(1)), append.scope(), tip.run());
            }
        }
    }

    private void askEarlier(Script queries, String scope) {
        queries.askEach(
                EARLIER,
                row -> state.addEarlier(scope, row.getLong(1), row.getLong(2), row.getLong(3)),
                scope,
                commit.id());
    }

    private void askLanes(Script queries, Commit.Append append) {
        String scope = append.scope();
        Commit.LaneClaim claim = append.lane();
        if (claim != null) {
            Script.RowReader reader = row -> {
                NewestLane lane = new NewestLane(row.getLong(1), row.getInt(3), row.getLong(2));
                state.addLane(scope, lane.lane(), lane.head(), lane.incarnation());
                newest.putIfAbsent(scope, lane);
            };
            queries.askEach(LANES, reader, scope, claim.run(), claim.agent(), claim.node());
            queries.askEach(LAST_LANE, row -> state.setLastLane(scope, row.getLong(1)), scope);
        }
    }

    private void rememberBefore(Commit.Append append) {
        NewestLane before = newest.get(append.scope());
        Commit.LaneClaim claim = append.lane();
        if (before != null && claim != null) {
            lanes.written(append.scope(), claim, before);
        }
    }

    /** Records the newest lane of a node after the commit. */
    private void remember(CommitPlan.ScopeWrite write) {
        CommitPlan.LaneWrite lane = write.lane();
        if (lane != null) {
            NewestLane before = newest.getOrDefault(write.scope(), NewestLane.NONE);
            lanes.written(
                    write.scope(),
                    lane.claim(),
                    lane.isNew()
                            ? new NewestLane(lane.lane(), lane.incarnation(), lane.head())
                            : new NewestLane(
                                    before.lane(),
                                    before.incarnation(),
                                    before.lane() == lane.lane() ? lane.head() : before.head()));
        }
    }

    private void add(Script writes, CommitPlan.ScopeWrite write) {
        String scope = write.scope();
        CommitPlan.LaneWrite lane = write.lane();
        if (lane != null) {
            addLane(writes, scope, lane);
        }
        EntryTable.insert(writes, scope, write.vectors());
        Entry.Tip tip = write.tip();
        if (tip != null) {
            writes.then(MOVE_TIP, scope, tip.run(), RowJson.write(tip.lanes()));
        }
        if (!write.entries().isEmpty()) {
            byte[] digest = addEntries(writes, write);
            writes.then(MOVE_HEAD, write.position(), digest, scope);
        }
    }

    private byte[] addEntries(Script writes, CommitPlan.ScopeWrite write) {
        Seal seal = Seal.of(commit.id(), write.entries());
        byte[] digest = seal.digest();
        String scope = write.scope();
        int ordinal = 0;
        for (Entry entry : write.entries()) {
            addRemoval(writes, scope, entry.action());
            byte[] salt = seal.salt(ordinal);
            byte[] commitment = seal.commitment(ordinal);
            writes.then(INSERT_ONE, scope, commit.id(), ordinal, salt, commitment, digest, scope, entry);
            ordinal++;
        }
        return digest;
    }

    /** Removes the content that an erasure, a sweep or a review removes, from earlier entries and from the vectors. */
    private static void addRemoval(Script writes, String scope, Entry.Action action) {
        if (action.removes()) {
            TableCleaner.owe(writes);
        }
        if (action instanceof Entry.Erase erase) {
            writes.then(ERASE, scope, erase.id().value());
            writes.then(DELETE_VECTORS, scope, erase.id().value());
            writes.then(PostgresReadings.ERASE, scope, erase.id().value());
        } else if (action instanceof Entry.Sweep sweep && !sweep.positions().isEmpty()) {
            writes.then(SWEEP, scope, sweep.positions());
            writes.then(DELETE_UNASSERTED, scope, scope);
        } else if (action instanceof Entry.Review review) {
            writes.then(REVIEW, scope, review.position());
        }
    }

    private static void addLane(Script writes, String scope, CommitPlan.LaneWrite lane) {
        Commit.LaneClaim claim = lane.claim();
        if (lane.isNew()) {
            writes.then(
                    INSERT_LANE,
                    scope,
                    lane.lane(),
                    claim.run(),
                    claim.thread(),
                    claim.agent(),
                    claim.node(),
                    lane.incarnation(),
                    lane.head());
        } else {
            writes.then(MOVE_LANE, lane.head(), scope, lane.lane());
        }
    }
}
