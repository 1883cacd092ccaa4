package dev.commonground.internal.sqlite;

import dev.commonground.memory.MemoryId;
import dev.commonground.store.Commit;
import dev.commonground.store.CommitPlan;
import dev.commonground.store.CommitState;
import dev.commonground.store.Entry;
import dev.commonground.store.RowJson;
import dev.commonground.store.Seal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Appends commits: reads their state, and writes their plans. The caller's transaction holds the write lock. */
final class CommitRows {

    private static final String LANES = """
            SELECT lane, head, incarnation FROM lane WHERE scope = ? AND run = ? AND agent = ? AND node = ?
            ORDER BY incarnation DESC LIMIT\s""" + CommitState.LANES;

    private static final String LAST_LANE = "SELECT coalesce(max(lane), 0) FROM lane WHERE scope = ?";

    private static final String TIP = "SELECT lanes FROM tip WHERE scope = ? AND run = ?";

    private static final String INSERT_LANE = """
            INSERT INTO lane (scope, lane, run, thread, agent, node, incarnation, head)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String MOVE_LANE = "UPDATE lane SET head = ? WHERE scope = ? AND lane = ?";

    private static final String MOVE_TIP = """
            INSERT INTO tip (scope, run, lanes) VALUES (?, ?, ?)
            ON CONFLICT (scope, run) DO UPDATE SET lanes = excluded.lanes""";

    private final StatementCache statements;
    private final Commit commit;

    private CommitRows(StatementCache statements, Commit commit) {
        this.statements = statements;
        this.commit = commit;
    }

    static Commit.Receipt append(StatementCache statements, Commit commit) throws SQLException {
        CommitRows rows = new CommitRows(statements, commit);
        CommitPlan plan = CommitPlan.of(commit, rows.state());
        for (CommitPlan.ScopeWrite write : plan.writes()) {
            rows.write(write);
        }
        return plan.receipt();
    }

    private CommitState state() throws SQLException {
        CommitState state = new CommitState();
        Set<String> scopes = new TreeSet<>(commit.onlyAt().keySet());
        for (Commit.Append append : commit.appends()) {
            scopes.add(append.scope());
            readLog(state, append);
        }
        for (String scope : scopes) {
            ScopeRows.head(statements, scope).ifPresent(head -> state.addHead(scope, head));
        }
        return state;
    }

    private void readLog(CommitState state, Commit.Append append) throws SQLException {
        String scope = append.scope();
        CommitIndex.readEarlier(statements, scope, commit.id(), state);
        Commit.LaneClaim claim = append.lane();
        if (claim != null) {
            readLanes(state, scope, claim);
        }
        Commit.TipMove tip = append.tip();
        if (tip != null) {
            statements.queryEach(TIP, row -> state.setTip(scope, row.getString(1)), scope, tip.run());
        }
    }

    private void readLanes(CommitState state, String scope, Commit.LaneClaim claim) throws SQLException {
        statements.queryEach(
                LANES,
                row -> state.addLane(scope, row.getLong(1), row.getLong(2), row.getInt(3)),
                scope,
                claim.run(),
                claim.agent(),
                claim.node());
        statements.queryEach(LAST_LANE, row -> state.setLastLane(scope, row.getLong(1)), scope);
    }

    private void write(CommitPlan.ScopeWrite write) throws SQLException {
        String scope = write.scope();
        Map<MemoryId, Long> vectors = EntryVectors.insert(statements, scope, write.entries(), write.vectors());
        if (!write.entries().isEmpty()) {
            writeEntries(scope, write.entries(), vectors, write.position());
        }
        CommitPlan.LaneWrite lane = write.lane();
        if (lane != null) {
            writeLane(scope, lane);
        }
        Entry.Tip tip = write.tip();
        if (tip != null) {
            statements.update(MOVE_TIP, scope, tip.run(), RowJson.write(tip.lanes()));
        }
    }

    private void writeEntries(String scope, List<Entry> entries, Map<MemoryId, Long> vectors, long position)
            throws SQLException {
        Seal seal = Seal.of(commit.id(), entries);
        byte[] link = seal.link(ScopeRows.link(statements, scope));
        for (int ordinal = 0; ordinal < entries.size(); ordinal++) {
            Entry entry = entries.get(ordinal);
            EntryRows.remove(statements, scope, entry.action());
            @Nullable Long vector = vectors.remove(entry.action().asserts());
            EntryRows.insert(statements, scope, new SealedEntry(commit.id(), ordinal, entry, seal, link, vector));
        }
        ScopeRows.moveTo(statements, scope, position, link);
        CommitIndex.follow(statements, scope, position - entries.size(), position);
    }

    private void writeLane(String scope, CommitPlan.LaneWrite lane) throws SQLException {
        Commit.LaneClaim claim = lane.claim();
        if (lane.isNew()) {
            statements.update(
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
            statements.update(MOVE_LANE, lane.head(), scope, lane.lane());
        }
    }
}
