package dev.commonground.sqlite;

import dev.commonground.log.Commit;
import dev.commonground.log.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Appends a commit within the transaction of its connection. */
final class CommitRows {

    private CommitRows() {}

    static Commit.Receipt append(Connection connection, Commit commit) throws SQLException {
        Map<String, Commit.Appended> scopes = new HashMap<>();
        for (Commit.Append append : commit.appends()) {
            answered(connection, commit.id(), append.scope()).ifPresent(before -> scopes.put(append.scope(), before));
        }
        if (scopes.isEmpty() && !stands(connection, commit.onlyAt())) {
            return Commit.Receipt.REFUSED;
        }
        for (Commit.Append append : commit.appends()) {
            if (!scopes.containsKey(append.scope())) {
                scopes.put(append.scope(), append(connection, commit.id(), append));
            }
        }
        return new Commit.Receipt(true, scopes);
    }

    private static boolean stands(Connection connection, Map<String, Long> positions) throws SQLException {
        for (Map.Entry<String, Long> e : positions.entrySet()) {
            if (ScopeRows.position(connection, e.getKey()) != e.getValue()) {
                return false;
            }
        }
        return true;
    }

    /** Returns what the same commit appended the first time, whose answer was lost on the way. */
    private static Optional<Commit.Appended> answered(Connection connection, String commitId, String scope)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT position, lane, number FROM entry WHERE scope = ? AND commit_id = ? ORDER BY ordinal")) {
            statement.setString(1, scope);
            statement.setString(2, commitId);
            Commit.Appended appended = null;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long lane = row.getLong(2);
                    appended = lane == Entry.DIRECT && appended != null
                            ? new Commit.Appended(row.getLong(1), appended.lane(), appended.number())
                            : new Commit.Appended(row.getLong(1), lane, lane == Entry.DIRECT ? 0 : row.getLong(3));
                }
            }
            return Optional.ofNullable(appended);
        }
    }

    private static Commit.Appended append(Connection connection, String commitId, Commit.Append append)
            throws SQLException {
        long base = ScopeRows.writablePosition(connection, append.scope());
        long position = base;
        int ordinal = 0;
        LaneRow lane = append.lane() == null || append.actions().isEmpty()
                ? null
                : LaneRow.claim(connection, append.scope(), append.lane());
        long number = lane == null ? 0 : lane.head();
        for (Entry.Action placed : append.placedAfter(base)) {
            position++;
            number++;
            if (placed instanceof Entry.Erase erase) {
                EntryRows.erase(connection, append.scope(), erase.id());
            } else if (placed instanceof Entry.Sweep sweep) {
                EntryRows.sweep(connection, append.scope(), sweep.positions());
            }
            EntryRows.insert(
                    connection,
                    append.scope(),
                    commitId,
                    ordinal++,
                    lane == null
                            ? new Entry(position, Entry.DIRECT, null, position, placed)
                            : new Entry(position, lane.lane(), lane.run(), number, placed));
        }
        if (lane != null) {
            lane.moveTo(connection, append.scope(), number);
        }
        VectorRows.insert(connection, append.scope(), append.vectors());
        Commit.TipMove tip = append.tip();
        if (tip != null) {
            SortedMap<Long, Long> lanes = new TreeMap<>(tip.lanes());
            if (lane != null) {
                lanes.put(lane.lane(), number);
            }
            if (TipRow.move(connection, append.scope(), tip, lanes)) {
                position++;
                Entry.Tip moved = new Entry.Tip(tip.run(), lanes);
                EntryRows.insert(
                        connection,
                        append.scope(),
                        commitId,
                        ordinal,
                        new Entry(position, Entry.DIRECT, null, position, moved));
            }
        }
        if (position > base) {
            ScopeRows.moveTo(connection, append.scope(), position);
        }
        return new Commit.Appended(position, lane == null ? Entry.DIRECT : lane.lane(), lane == null ? 0 : number);
    }

    /** A row of the table {@code lane}. */
    private record LaneRow(long lane, String run, long head) {

        /** Returns the lane of the run's node whose head its writer has seen, or a new incarnation of it. */
        static LaneRow claim(Connection connection, String scope, Commit.LaneClaim claim) throws SQLException {
            int incarnations = 0;
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT lane, head FROM lane WHERE scope = ? AND run = ? AND agent = ? AND node = ? ORDER BY incarnation")) {
                statement.setString(1, scope);
                statement.setString(2, claim.run());
                statement.setString(3, claim.agent());
                statement.setString(4, claim.node());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        incarnations++;
                        Long seen = claim.seen().get(row.getLong(1));
                        if (seen != null && seen == row.getLong(2)) {
                            return new LaneRow(row.getLong(1), claim.run(), seen);
                        }
                    }
                }
            }
            return insert(connection, scope, claim, incarnations + 1);
        }

        private static LaneRow insert(Connection connection, String scope, Commit.LaneClaim claim, int incarnation)
                throws SQLException {
            long lane = nextLane(connection, scope);
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO lane (scope, lane, run, thread, agent, node, incarnation, head) VALUES (?, ?, ?, ?, ?, ?, ?, 0)")) {
                statement.setString(1, scope);
                statement.setLong(2, lane);
                statement.setString(3, claim.run());
                statement.setString(4, claim.thread());
                statement.setString(5, claim.agent());
                statement.setString(6, claim.node());
                statement.setInt(7, incarnation);
                statement.executeUpdate();
            }
            return new LaneRow(lane, claim.run(), 0);
        }

        private static long nextLane(Connection connection, String scope) throws SQLException {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT coalesce(max(lane), 0) + 1 FROM lane WHERE scope = ?")) {
                statement.setString(1, scope);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        }

        void moveTo(Connection connection, String scope, long number) throws SQLException {
            try (PreparedStatement statement =
                    connection.prepareStatement("UPDATE lane SET head = ? WHERE scope = ? AND lane = ?")) {
                statement.setLong(1, number);
                statement.setString(2, scope);
                statement.setLong(3, lane);
                statement.executeUpdate();
            }
        }
    }

    /** A row of the table {@code tip}. */
    private static final class TipRow {

        private TipRow() {}

        /** Moves the tip if it is what the mover expects and not yet where it is to go. */
        static boolean move(Connection connection, String scope, Commit.TipMove tip, SortedMap<Long, Long> lanes)
                throws SQLException {
            SortedMap<Long, Long> current = EntryRows.lanes(read(connection, scope, tip.run()));
            if (current.equals(lanes) || (tip.expected() != null && !current.equals(tip.expected()))) {
                return false;
            }
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO tip (scope, run, lanes) VALUES (?, ?, ?) ON CONFLICT (scope, run) DO UPDATE SET lanes = excluded.lanes")) {
                statement.setString(1, scope);
                statement.setString(2, tip.run());
                statement.setString(3, RowJson.write(lanes));
                statement.executeUpdate();
            }
            return true;
        }

        private static @Nullable String read(Connection connection, String scope, String run) throws SQLException {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT lanes FROM tip WHERE scope = ? AND run = ?")) {
                statement.setString(1, scope);
                statement.setString(2, run);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? row.getString(1) : null;
                }
            }
        }
    }
}
