package dev.commonground.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The stored state that a commit depends on. A store locks the scopes of the commit, reads their state into this class,
 * and then makes a {@link CommitPlan}.
 *
 * <p>Not thread-safe.
 */
public final class CommitState {

    /** The number of lanes of a claimed node that a store adds. A node has more of them after many crashes or forks. */
    public static final int LANES = 64;

    private final Map<String, ScopeHead> heads = new HashMap<>();
    private final Map<String, Commit.Appended> earlier = new HashMap<>();
    private final Map<String, ClaimedLanes> lanes = new HashMap<>();
    private final Map<String, SortedMap<Long, Long>> tips = new HashMap<>();

    /**
     * A lane of the claimed node.
     *
     * @param lane the lane's number in its scope
     * @param head the last number on it
     */
    record LaneHead(long lane, long head) {}

    /** The newest lanes of one claimed node, their last incarnation, and the last lane of the whole scope. */
    static final class ClaimedLanes {
        final List<LaneHead> heads = new ArrayList<>();
        int incarnations;
        long last;
    }

    /** Creates the state before anything was read. */
    public CommitState() {}

    /** Adds the head of a scope. A store adds no head for a scope that does not exist. */
    public void addHead(String scope, ScopeHead head) {
        heads.put(scope, head);
    }

    /**
     * Adds an entry that the same commit appended to a scope before. A store adds all of them, in the order in which they
     * were appended; there are some if the caller repeats a commit.
     */
    public void addEarlier(String scope, long position, long lane, long number) {
        Commit.Appended before = earlier.get(scope);
        Commit.Appended last = new Commit.Appended(position, lane, lane == Entry.DIRECT ? 0 : number);
        boolean isTip = lane == Entry.DIRECT;
        earlier.put(
                scope, before != null && isTip ? new Commit.Appended(position, before.lane(), before.number()) : last);
    }

    /** Adds a lane of the node that the commit claims in a scope. A store adds the newest {@value #LANES}, in any order. */
    public void addLane(String scope, long lane, long head, int incarnation) {
        ClaimedLanes claimed = claimedLanes(scope);
        claimed.heads.add(new LaneHead(lane, head));
        claimed.incarnations = Math.max(claimed.incarnations, incarnation);
    }

    /** Sets the last lane of a scope over all runs and nodes. A store sets it wherever the commit claims a lane. */
    public void setLastLane(String scope, long lane) {
        claimedLanes(scope).last = lane;
    }

    /**
     * Sets the tip of the run whose tip the commit moves in a scope.
     *
     * @param json the stored tip; null if the run has none
     */
    public void setTip(String scope, @Nullable String json) {
        tips.put(scope, RowJson.lanes(json));
    }

    ScopeHead head(String scope) {
        ScopeHead head = heads.get(scope);
        if (head == null) {
            throw new ScopeGoneException(scope);
        }
        return head;
    }

    Map<String, Commit.Appended> earlier() {
        return earlier;
    }

    ClaimedLanes claimedLanes(String scope) {
        return lanes.computeIfAbsent(scope, unread -> new ClaimedLanes());
    }

    SortedMap<Long, Long> tip(String scope) {
        return tips.getOrDefault(scope, new TreeMap<>());
    }
}
