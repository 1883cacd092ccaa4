package dev.commonground.store;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An atomic write to one or several scopes.
 *
 * @param id the unique id; a commit with a known id returns the first receipt and appends nothing
 * @param appends the entries for each scope; each scope occurs once
 * @param onlyAt the required last position of scopes, by scope id; the store refuses the commit if one of them differs
 * @param others the ids of further scopes whose last positions the writer wants in the receipt; a store may leave them out
 */
public record Commit(String id, List<Append> appends, Map<String, Long> onlyAt, List<String> others) {

    public Commit {
        requireNonNull(id, "id");
        appends = List.copyOf(appends);
        onlyAt = Map.copyOf(onlyAt);
        others = List.copyOf(others);
        if (appends.stream().map(Append::scope).distinct().count() < appends.size()) {
            throw new IllegalArgumentException(
                    "Commit %s has two appends to one scope: put all entries for a scope into one append"
                            .formatted(id));
        }
    }

    /** Creates a commit that asks for no positions of further scopes. */
    public Commit(String id, List<Append> appends, Map<String, Long> onlyAt) {
        this(id, appends, onlyAt, List.of());
    }

    /** Creates an unconditional commit with a new id. */
    public static Commit of(List<Append> appends) {
        return new Commit(RandomNames.nextInTime(), appends, Map.of());
    }

    /** Returns a commit with the same id and appends that requires these positions. */
    public Commit onlyAt(Map<String, Long> positions) {
        return new Commit(id, appends, positions, others);
    }

    /** Returns a commit with the same id and appends whose receipt has the last positions of further scopes. */
    public Commit asking(List<String> scopes) {
        return new Commit(id, appends, onlyAt, scopes);
    }

    /**
     * The entries for one scope.
     *
     * @param scope the scope's id
     * @param lane the lane to write on, or null to write on {@link Entry#DIRECT}
     * @param actions the actions of the entries, in order; a negative position {@code -n} in their retractions refers to
     *     the n-th of these actions
     * @param vectors the vectors of asserted statements that the writer has computed
     * @param tip how to move the run's tip, or null to leave it
     * @param encryptor encrypts the actions when {@link #placedAfter} places them; null to leave them in the clear
     */
    public record Append(
            String scope,
            @Nullable LaneClaim lane,
            List<Entry.Action> actions,
            List<StatementVector> vectors,
            @Nullable TipMove tip,
            @Nullable Encryptor encryptor) {
        public Append {
            actions = List.copyOf(actions);
            vectors = List.copyOf(vectors);
        }

        /** Creates an append in the clear. */
        public Append(
                String scope,
                @Nullable LaneClaim lane,
                List<Entry.Action> actions,
                List<StatementVector> vectors,
                @Nullable TipMove tip) {
            this(scope, lane, actions, vectors, tip, null);
        }

        /**
         * Returns the actions as a store appends them after the position {@code base}: with absolute positions only, and
         * encrypted if the append has an encryptor. A store appends these actions, and not {@link #actions}.
         */
        public List<Entry.Action> placedAfter(long base) {
            List<Entry.Action> placed = new ArrayList<>();
            for (Entry.Action action : actions) {
                Entry.Action next = placed(action, base);
                placed.add(encryptor == null ? next : encryptor.encrypt(base + placed.size() + 1, next));
            }
            return placed;
        }

        private static Entry.Action placed(Entry.Action action, long base) {
            if (action.retracts().stream().noneMatch(position -> position < 0)) {
                return action;
            }
            List<Long> retracts = action.retracts().stream()
                    .map(position -> position < 0 ? base - position : position)
                    .toList();
            if (action instanceof Entry.Assert asserted) {
                return new Entry.Assert(asserted.id(), asserted.statement(), asserted.assertion(), retracts);
            }
            Entry.Forget forget = (Entry.Forget) action;
            return new Entry.Forget(forget.author(), forget.at(), retracts, forget.reason());
        }
    }

    /** Encrypts actions for the positions that a store has decided on. Thread-safe. */
    @FunctionalInterface
    public interface Encryptor {

        /** Returns the action as it is stored at {@code position}. May be called several times for one action. */
        Entry.Action encrypt(long position, Entry.Action action);
    }

    /**
     * A claim to continue a lane of a run's node. The store continues one of the newest lanes whose head the writer
     * has seen. If there is none, after a crash or a fork, the store starts a new incarnation of the lane.
     *
     * @param run the run
     * @param thread the graph's thread id
     * @param agent the agent that writes
     * @param node the node that writes
     * @param seen the last number that the writer has seen on each lane of the run
     * @param read the last position of the scope that the writer has read; 0 if it does not ask for {@link
     *     Appended#undisturbed}
     */
    public record LaneClaim(String run, String thread, String agent, String node, Map<Long, Long> seen, long read) {
        public LaneClaim {
            seen = Map.copyOf(seen);
        }

        /** Creates a claim that does not ask for {@link Appended#undisturbed}. */
        public LaneClaim(String run, String thread, String agent, String node, Map<Long, Long> seen) {
            this(run, thread, agent, node, seen, 0);
        }
    }

    /**
     * A compare-and-set of a run's tip. The store appends an {@link Entry.Tip} after the actions if it moves the tip. It
     * refuses the commit if the tip differs from {@code expected}, and leaves a tip that has its new value already.
     *
     * @param run the run
     * @param expected the tip that the writer has seen, or null to move it unconditionally
     * @param lanes the new tip; the store adds the last number of this commit on its lane
     */
    public record TipMove(String run, @Nullable SortedMap<Long, Long> expected, SortedMap<Long, Long> lanes) {}

    /**
     * The result of a commit.
     *
     * @param accepted false if the store refused the commit because of {@link Commit#onlyAt} or {@link TipMove#expected}
     * @param scopes the result for each scope, by scope id; empty if refused
     */
    public record Receipt(boolean accepted, Map<String, Appended> scopes) {

        /** The receipt of a refused commit. */
        public static final Receipt REFUSED = new Receipt(false, Map.of());

        public Receipt {
            scopes = Map.copyOf(scopes);
        }

        /** Returns a receipt that has the last positions of further scopes, too, by id. */
        public Receipt with(Map<String, Long> others) {
            Map<String, Appended> all = new HashMap<>(scopes);
            others.forEach((scope, position) -> all.put(scope, new Appended(position, Entry.DIRECT, 0)));
            return new Receipt(accepted, all);
        }
    }

    /**
     * The result of a commit for one scope.
     *
     * @param position the last position of the scope after the commit
     * @param lane the lane of the new entries; {@link Entry#DIRECT} without a lane claim or without actions
     * @param number the last number on that lane; 0 for {@link Entry#DIRECT}
     * @param undisturbed whether the store has found that no {@link Entry.Revoke} is between {@link LaneClaim#read} and the
     *     commit; a store need not look
     */
    public record Appended(long position, long lane, long number, boolean undisturbed) {

        /** Creates the result of a store that has not looked for revocations. */
        public Appended(long position, long lane, long number) {
            this(position, lane, number, false);
        }
    }
}
