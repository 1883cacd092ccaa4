package dev.commonground.log;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be appended, to one or several scopes, all of it or nothing.
 *
 * @param id names the commit; the same id a second time returns the first receipt and appends nothing
 * @param appends what goes to each scope; no scope twice
 * @param onlyAt the position at which scopes must stand, by the scope's id, or else nothing is appended; scopes that
 *     are not named may stand anywhere
 */
public record Commit(String id, List<Append> appends, Map<String, Long> onlyAt) {

    public Commit {
        requireNonNull(id, "id");
        appends = List.copyOf(appends);
        onlyAt = Map.copyOf(onlyAt);
        if (appends.stream().map(Append::scope).distinct().count() < appends.size()) {
            throw new IllegalArgumentException(
                    "Commit %s goes to the same scope twice: put all that goes to a scope in one append".formatted(id));
        }
    }

    /** Starts a commit under a new id. */
    public static Commit of(List<Append> appends) {
        return new Commit(RandomNames.nextInTime(), appends, Map.of());
    }

    /** Returns this commit on the condition that these scopes stand at these positions. */
    public Commit onlyAt(Map<String, Long> positions) {
        return new Commit(id, appends, positions);
    }

    /**
     * What goes to one scope.
     *
     * @param scope the scope's id
     * @param lane where to write, or null to write directly
     * @param actions the entries in order; a retraction of a negative number {@code -n} names the n-th of them
     * @param vectors the embeddings of asserted statements that the writer computed
     * @param tip how to move the run's tip, or null to leave it
     */
    public record Append(
            String scope,
            @Nullable LaneClaim lane,
            List<Entry.Action> actions,
            List<StatementVector> vectors,
            @Nullable TipMove tip) {
        public Append {
            actions = List.copyOf(actions);
            vectors = List.copyOf(vectors);
        }

        /**
         * Returns the actions as they stand in the log after the position {@code base}: what they retract of each other
         * is named by its position.
         */
        public List<Entry.Action> placedAfter(long base) {
            return actions.stream().map(action -> placed(action, base)).toList();
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
            return new Entry.Forget(forget.author(), forget.at(), retracts);
        }
    }

    /**
     * The right to go on with a lane of a run's node: the lane whose head is what {@code seen} says. When none is (an
     * attempt that crashed, a fork), a new incarnation of the lane begins.
     *
     * @param run the run
     * @param thread the graph's thread id
     * @param agent the agent that writes
     * @param node the node it writes in
     * @param seen the number that the writer has seen on each lane of the run
     */
    public record LaneClaim(String run, String thread, String agent, String node, Map<Long, Long> seen) {
        public LaneClaim {
            seen = Map.copyOf(seen);
        }
    }

    /**
     * Moves a run's tip if it still is what the mover has seen.
     *
     * @param run the run
     * @param expected the tip the mover has seen, or null to move it whatever it is
     * @param lanes the new tip; the number that this commit reaches on its lane is added
     */
    public record TipMove(String run, @Nullable SortedMap<Long, Long> expected, SortedMap<Long, Long> lanes) {}

    /**
     * What became of a commit.
     *
     * @param accepted whether it was appended
     * @param scopes what was appended to each scope, by the scope's id
     */
    public record Receipt(boolean accepted, Map<String, Appended> scopes) {

        /** Nothing was appended, because a scope does not stand where the commit says. */
        public static final Receipt REFUSED = new Receipt(false, Map.of());

        public Receipt {
            scopes = Map.copyOf(scopes);
        }
    }

    /**
     * What was appended to one scope.
     *
     * @param position the scope's last position after the commit
     * @param lane the lane written on; {@link Entry#DIRECT} if directly or not at all
     * @param number the lane's last number; 0 if nothing was written on one
     */
    public record Appended(long position, long lane, long number) {}
}
