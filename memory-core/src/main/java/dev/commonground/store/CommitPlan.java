package dev.commonground.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a commit writes, and its receipt. A plan decides what every store decides alike: whether the commit is
 * refused or was appended before, which positions, lanes and numbers its entries get, and whether its tips move.
 *
 * @param receipt the receipt of the commit once the writes are durable
 * @param writes the writes to each scope; empty if the commit is refused or was appended before
 */
public record CommitPlan(Commit.Receipt receipt, List<ScopeWrite> writes) {

    public CommitPlan {
        writes = List.copyOf(writes);
    }

    /**
     * The rows to write for one scope.
     *
     * @param scope the scope's id
     * @param entries the entries in order. Before a store inserts an entry that {@linkplain Entry.Action#removes removes},
     *     it removes the content of earlier entries. The ordinal of an entry is its index
     * @param lane the lane to write; null if the entries are on {@link Entry#DIRECT}
     * @param vectors the vectors to insert after the entries; existing vectors stay unchanged
     * @param tip the tip to store; null if no tip moves. It is also the last of the entries
     * @param position the new head of the scope; unchanged if there are no entries
     */
    public record ScopeWrite(
            String scope,
            List<Entry> entries,
            @Nullable LaneWrite lane,
            List<StatementVector> vectors,
            Entry.@Nullable Tip tip,
            long position) {}

    /**
     * The row to write for a lane.
     *
     * @param claim the claim that the lane fulfils
     * @param lane the lane's number in its scope
     * @param incarnation the incarnation of a lane to insert; 0 to update the head of an existing lane
     * @param head the last number on the lane after the commit
     */
    public record LaneWrite(Commit.LaneClaim claim, long lane, int incarnation, long head) {

        /** Returns whether the lane is new, so that its row is inserted. */
        public boolean isNew() {
            return incarnation > 0;
        }
    }

    /**
     * Plans a commit.
     *
     * @param state the state of all its scopes, including those of {@link Commit#onlyAt}, read under the locks that the
     *     store holds until the writes are committed
     * @throws ScopeGoneException if a scope does not exist
     * @throws ScopeArchivedException if a scope is archived
     */
    public static CommitPlan of(Commit commit, CommitState state) {
        commit.appends().forEach(append -> state.head(append.scope()));
        Map<String, Commit.Appended> appended = new HashMap<>(state.earlier());
        if (appended.isEmpty() && !(isAt(commit.onlyAt(), state) && findsItsTips(commit, state))) {
            return new CommitPlan(Commit.Receipt.REFUSED, List.of());
        }
        List<ScopeWrite> writes = new ArrayList<>();
        for (Commit.Append append : commit.appends()) {
            if (!appended.containsKey(append.scope())) {
                ScopeWrite write = write(append, state);
                writes.add(write);
                appended.put(append.scope(), appended(write));
            }
        }
        return new CommitPlan(new Commit.Receipt(true, appended), writes);
    }

    /**
     * Returns the entries that an accepted commit has appended to a scope, without asking the store for them. Empty if the
     * receipt does not tell, because a tip may have been left where it was.
     *
     * @param append what the commit appends to the scope
     * @param appended the receipt for the scope
     */
    public static Optional<List<Entry>> appended(Commit.Append append, Commit.Appended appended) {
        Commit.LaneClaim claim = append.actions().isEmpty() ? null : append.lane();
        Commit.TipMove move = append.tip();
        if (move != null && claim == null) {
            return Optional.empty();
        }
        LaneWrite lane = claim == null ? null : new LaneWrite(claim, appended.lane(), 0, appended.number());
        long last = appended.position() - (move == null ? 0 : 1);
        List<Entry> entries = entries(append, last - append.actions().size(), lane);
        if (move != null) {
            entries.add(entry(appended.position(), new Entry.Tip(move.run(), lanes(move, lane))));
        }
        return Optional.of(entries);
    }

    private static boolean isAt(Map<String, Long> positions, CommitState state) {
        return positions.entrySet().stream()
                .allMatch(e -> state.head(e.getKey()).position() == e.getValue());
    }

    private static boolean findsItsTips(Commit commit, CommitState state) {
        return commit.appends().stream().allMatch(append -> findsItsTip(append.tip(), state.tip(append.scope())));
    }

    private static boolean findsItsTip(Commit.@Nullable TipMove move, SortedMap<Long, Long> current) {
        return move == null || move.expected() == null || current.equals(move.expected());
    }

    private static Commit.Appended appended(ScopeWrite write) {
        LaneWrite lane = write.lane;
        return lane == null
                ? new Commit.Appended(write.position, Entry.DIRECT, 0)
                : new Commit.Appended(write.position, lane.lane, lane.head);
    }

    private static ScopeWrite write(Commit.Append append, CommitState state) {
        ScopeHead head = state.head(append.scope());
        if (head.archived()) {
            throw new ScopeArchivedException(append.scope());
        }
        LaneWrite lane = lane(append, state);
        List<Entry> entries = entries(append, head.position(), lane);
        Entry.Tip tip = tip(append.tip(), state.tip(append.scope()), lane);
        long position = head.position() + entries.size();
        if (tip != null) {
            position++;
            entries.add(entry(position, tip));
        }
        return new ScopeWrite(append.scope(), entries, lane, append.vectors(), tip, position);
    }

    /** Continues a lane whose head the writer has seen, or starts a new incarnation. */
    private static @Nullable LaneWrite lane(Commit.Append append, CommitState state) {
        Commit.LaneClaim claim = append.lane();
        if (claim == null || append.actions().isEmpty()) {
            return null;
        }
        CommitState.ClaimedLanes lanes = state.claimedLanes(append.scope());
        int count = append.actions().size();
        return lanes.heads.stream()
                .filter(known -> Objects.equals(claim.seen().get(known.lane()), known.head()))
                .findFirst()
                .map(known -> new LaneWrite(claim, known.lane(), 0, known.head() + count))
                .orElseGet(() -> new LaneWrite(claim, lanes.last + 1, lanes.incarnations + 1, count));
    }

    private static List<Entry> entries(Commit.Append append, long base, @Nullable LaneWrite lane) {
        List<Entry> entries = new ArrayList<>();
        long position = base;
        long number = lane == null ? base : lane.head - append.actions().size();
        for (Entry.Action action : append.placedAfter(base)) {
            position++;
            number++;
            entries.add(
                    lane == null
                            ? new Entry(position, Entry.DIRECT, null, number, action)
                            : new Entry(position, lane.lane, lane.claim.run(), number, action));
        }
        return entries;
    }

    private static Entry entry(long position, Entry.Tip tip) {
        return new Entry(position, Entry.DIRECT, null, position, tip);
    }

    /** Returns the new tip, or null if it has its new value already. */
    private static Entry.@Nullable Tip tip(
            Commit.@Nullable TipMove move, SortedMap<Long, Long> current, @Nullable LaneWrite lane) {
        if (move == null) {
            return null;
        }
        SortedMap<Long, Long> lanes = lanes(move, lane);
        return current.equals(lanes) ? null : new Entry.Tip(move.run(), lanes);
    }

    private static SortedMap<Long, Long> lanes(Commit.TipMove move, @Nullable LaneWrite written) {
        SortedMap<Long, Long> lanes = new TreeMap<>(move.lanes());
        if (written != null) {
            lanes.put(written.lane, written.head);
        }
        return lanes;
    }
}
