package dev.commonground.postgres;

import dev.commonground.log.Commit;
import dev.commonground.log.Entry;
import dev.commonground.log.ScopeArchivedException;
import dev.commonground.log.ScopeGoneException;
import dev.commonground.rows.EntryReader;
import dev.commonground.rows.EntryWriter;
import dev.commonground.rows.RowJson;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Appends one commit within the transaction of its connection, in three round trips: it locks the heads of its scopes
 * in the order of their ids, reads what has to be known of them, and writes. Whoever writes to a scope holds its head
 * until the transaction ends, so position order is commit order, without gaps.
 */
final class CommitScript {

    static final String INSERT_ENTRY = "INSERT INTO @entry (scope, commit_id, ordinal, " + EntryReader.COLUMNS + ")";

    private static final String LOCK = "SELECT scope, position, archived FROM @head WHERE scope = ? FOR UPDATE";

    private static final String ANSWERED = """
            SELECT scope, position, lane, number FROM @entry WHERE scope = ? AND commit_id = ? AND commit_id <> ''
            ORDER BY ordinal""";

    private static final String LANES = """
            SELECT scope, lane, head FROM @lane WHERE scope = ? AND run = ? AND agent = ? AND node = ?
            ORDER BY incarnation""";

    private static final String LAST_LANE = "SELECT coalesce(max(lane), 0) FROM @lane WHERE scope = ?";

    private static final String TIP = "SELECT lanes FROM @tip WHERE scope = ? AND run = ?";

    private static final String ERASE = "UPDATE @entry SET " + EntryWriter.ERASED
            + " WHERE scope = ? AND statement = ? AND action IN ('assert', 'annotate')";

    private static final String SWEEP =
            "UPDATE @entry SET " + EntryWriter.SWEPT + " WHERE scope = ? AND position = ANY (?) AND run IS NOT NULL";

    private static final String DELETE_UNASSERTED = """
            DELETE FROM @vector v WHERE v.scope = ? AND NOT EXISTS (
              SELECT 1 FROM @entry e WHERE e.scope = ? AND e.statement = v.statement AND e.action = 'assert')""";

    private static final String INSERT_LANE = """
            INSERT INTO @lane (scope, lane, run, thread, agent, node, incarnation, head)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String MOVE_TIP = """
            INSERT INTO @tip (scope, run, lanes) VALUES (?, ?, ?)
            ON CONFLICT (scope, run) DO UPDATE SET lanes = excluded.lanes""";

    private final Schema schema;
    private final Connection connection;
    private final Commit commit;
    private final Map<String, Standing> standings = new HashMap<>();
    private final Map<String, Commit.Appended> answers = new HashMap<>();
    private final Script writing;

    /** Where a scope stands, as the holder of its lock finds it. */
    private static final class Standing {
        private final long position;
        private final boolean archived;
        private final List<Lane> lanes = new ArrayList<>();
        private long lastLane;
        private SortedMap<Long, Long> tip = new TreeMap<>();

        private Standing(long position, boolean archived) {
            this.position = position;
            this.archived = archived;
        }
    }

    /** A lane and how far it has come. */
    private record Lane(long lane, long head, boolean isNew) {}

    CommitScript(Schema schema, Connection connection, Commit commit) {
        this.schema = schema;
        this.connection = connection;
        this.commit = commit;
        this.writing = new Script(schema);
    }

    Commit.Receipt append() throws SQLException {
        lock();
        read();
        if (answers.isEmpty() && !commit.onlyAt().entrySet().stream().allMatch(this::stands)) {
            return Commit.Receipt.REFUSED;
        }
        for (Commit.Append append : commit.appends()) {
            if (!answers.containsKey(append.scope())) {
                answers.put(append.scope(), append(append));
            }
        }
        if (!writing.isEmpty()) {
            writing.run(connection);
        }
        return new Commit.Receipt(true, answers);
    }

    private boolean stands(Map.Entry<String, Long> expected) {
        return standing(expected.getKey()).position == expected.getValue();
    }

    private Standing standing(String scope) {
        Standing standing = standings.get(scope);
        if (standing == null) {
            throw new ScopeGoneException(scope);
        }
        return standing;
    }

    private void lock() throws SQLException {
        SortedSet<String> scopes = new TreeSet<>(commit.onlyAt().keySet());
        commit.appends().forEach(append -> scopes.add(append.scope()));
        Script script = new Script(schema);
        scopes.forEach(scope -> script.ask(LOCK, this::readHead, scope));
        script.run(connection);
    }

    private void readHead(ResultSet rows) throws SQLException {
        while (rows.next()) {
            standings.put(rows.getString(1), new Standing(rows.getLong(2), rows.getBoolean(3)));
        }
    }

    private void read() throws SQLException {
        Script script = new Script(schema);
        for (Commit.Append append : commit.appends()) {
            String scope = append.scope();
            Standing standing = standing(scope);
            script.ask(ANSWERED, this::readAnswer, scope, commit.id());
            Commit.LaneClaim claim = append.lane();
            if (claim != null) {
                script.ask(LANES, rows -> readLanes(rows, standing), scope, claim.run(), claim.agent(), claim.node());
                script.ask(LAST_LANE, rows -> standing.lastLane = number(rows), scope);
            }
            Commit.TipMove tip = append.tip();
            if (tip != null) {
                script.ask(
                        TIP,
                        rows -> standing.tip = RowJson.lanes(rows.next() ? rows.getString(1) : null),
                        scope,
                        tip.run());
            }
        }
        if (!script.isEmpty()) {
            script.run(connection);
        }
    }

    private static long number(ResultSet rows) throws SQLException {
        rows.next();
        return rows.getLong(1);
    }

    /** Reads what the same commit appended the first time, whose answer was lost on the way. */
    private void readAnswer(ResultSet rows) throws SQLException {
        while (rows.next()) {
            long position = rows.getLong(2);
            long lane = rows.getLong(3);
            long number = lane == Entry.DIRECT ? 0 : rows.getLong(4);
            answers.merge(
                    rows.getString(1),
                    new Commit.Appended(position, lane, number),
                    (before, last) -> last.lane() == Entry.DIRECT
                            ? new Commit.Appended(last.position(), before.lane(), before.number())
                            : last);
        }
    }

    private static void readLanes(ResultSet rows, Standing standing) throws SQLException {
        while (rows.next()) {
            standing.lanes.add(new Lane(rows.getLong(2), rows.getLong(3), false));
        }
    }

    private Commit.Appended append(Commit.Append append) {
        String scope = append.scope();
        Standing standing = standing(scope);
        if (standing.archived) {
            throw new ScopeArchivedException(scope);
        }
        Lane lane = append.lane() == null || append.actions().isEmpty() ? null : claim(append.lane(), standing);
        long position = standing.position;
        long number = lane == null ? 0 : lane.head;
        int ordinal = 0;
        for (Entry.Action placed : append.placedAfter(standing.position)) {
            position++;
            number++;
            remove(scope, placed);
            insert(scope, ordinal++, entry(position, lane, append.lane(), number, placed));
        }
        if (lane != null) {
            keep(scope, lane, Objects.requireNonNull(append.lane()), standing, number);
        }
        EntryTable.insert(writing, scope, append.vectors());
        SortedMap<Long, Long> tip = moved(append.tip(), standing.tip, lane, number);
        if (tip != null) {
            String run = Objects.requireNonNull(append.tip()).run();
            position++;
            writing.then(MOVE_TIP, scope, run, RowJson.write(tip));
            insert(scope, ordinal, new Entry(position, Entry.DIRECT, null, position, new Entry.Tip(run, tip)));
        }
        if (position > standing.position) {
            writing.then("UPDATE @head SET position = ? WHERE scope = ?", position, scope);
        }
        return new Commit.Appended(position, lane == null ? Entry.DIRECT : lane.lane, lane == null ? 0 : number);
    }

    private static Entry entry(
            long position, @Nullable Lane lane, Commit.@Nullable LaneClaim claim, long number, Entry.Action action) {
        return lane == null || claim == null
                ? new Entry(position, Entry.DIRECT, null, position, action)
                : new Entry(position, lane.lane, claim.run(), number, action);
    }

    private void insert(String scope, int ordinal, Entry entry) {
        writing.then(INSERT_ENTRY + " VALUES (?, ?, ?, " + Script.ENTRY + ")", scope, commit.id(), ordinal, entry);
    }

    /** Takes away the content of earlier entries and the vectors that go with it. */
    private void remove(String scope, Entry.Action action) {
        if (action instanceof Entry.Erase erase) {
            writing.then(ERASE, scope, erase.id().value());
            writing.then(
                    "DELETE FROM @vector WHERE scope = ? AND statement = ?",
                    scope,
                    erase.id().value());
        } else if (action instanceof Entry.Sweep sweep && !sweep.positions().isEmpty()) {
            writing.then(SWEEP, scope, sweep.positions());
            writing.then(DELETE_UNASSERTED, scope, scope);
        }
    }

    /** Returns the lane whose head its writer has seen, or a new incarnation. */
    private static Lane claim(Commit.LaneClaim claim, Standing standing) {
        return standing.lanes.stream()
                .filter(lane -> Objects.equals(claim.seen().get(lane.lane), lane.head))
                .findFirst()
                .orElseGet(() -> new Lane(standing.lastLane + 1, 0, true));
    }

    private void keep(String scope, Lane lane, Commit.LaneClaim claim, Standing standing, long head) {
        if (lane.isNew) {
            int incarnation = standing.lanes.size() + 1;
            writing.then(
                    INSERT_LANE,
                    scope,
                    lane.lane,
                    claim.run(),
                    claim.thread(),
                    claim.agent(),
                    claim.node(),
                    incarnation,
                    head);
        } else {
            writing.then("UPDATE @lane SET head = ? WHERE scope = ? AND lane = ?", head, scope, lane.lane);
        }
    }

    /** Returns where the tip moves, or null if it is there already or not where its mover expects it. */
    private static @Nullable SortedMap<Long, Long> moved(
            Commit.@Nullable TipMove move, SortedMap<Long, Long> tip, @Nullable Lane lane, long number) {
        if (move == null) {
            return null;
        }
        SortedMap<Long, Long> lanes = new TreeMap<>(move.lanes());
        if (lane != null) {
            lanes.put(lane.lane, number);
        }
        boolean stays = tip.equals(lanes) || (move.expected() != null && !tip.equals(move.expected()));
        return stays ? null : lanes;
    }
}
