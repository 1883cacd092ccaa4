package dev.commonground.postgres;

import dev.commonground.store.Commit;
import dev.commonground.store.CommitState;
import dev.commonground.store.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this process has seen of the lanes of recently used scopes. A commit can assume it, if it checks the assumption.
 *
 * <p>Thread-safe.
 */
final class KnownLanes {

    private static final int MOST = 10_000;
    private static final float LOAD_FACTOR = 0.75f;

    private final Map<String, Long> last = recent();
    private final Map<Node, NewestLane> newest = recent();

    /** A node of a run in a scope. */
    private record Node(String scope, String run, String agent, String node) {
        static Node of(String scope, Commit.LaneClaim claim) {
            return new Node(scope, claim.run(), claim.agent(), claim.node());
        }
    }

    /**
     * The newest lane of a node.
     *
     * @param incarnation the number of lanes that the node has
     * @param head the last number on it
     */
    record NewestLane(long lane, int incarnation, long head) {
        static final NewestLane NONE = new NewestLane(0, 0, 0);
    }

    private static <K, V> Map<K, V> recent() {
        return new LinkedHashMap<>(16, LOAD_FACTOR, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST;
            }
        };
    }

    /** Records the lanes of entries that were read. */
    void read(String scope, List<Entry> entries) {
        long most = entries.stream().mapToLong(Entry::lane).max().orElse(0);
        synchronized (last) {
            last.merge(scope, most, Math::max);
        }
    }

    /** Records the newest lane of a node. */
    void written(String scope, Commit.LaneClaim claim, NewestLane lane) {
        synchronized (last) {
            last.merge(scope, lane.lane, Math::max);
            newest.put(Node.of(scope, claim), lane);
        }
    }

    /** Returns the newest known lane of a node; {@link NewestLane#NONE} if none is known. */
    NewestLane newest(String scope, Commit.LaneClaim claim) {
        synchronized (last) {
            return newest.getOrDefault(Node.of(scope, claim), NewestLane.NONE);
        }
    }

    /** Adds what is known of a claim's lanes to the state of a scope. */
    void addTo(CommitState state, String scope, Commit.@Nullable LaneClaim claim) {
        if (claim != null) {
            NewestLane lane = newest(scope, claim);
            if (lane.incarnation > 0) {
                state.addLane(scope, lane.lane, lane.head, lane.incarnation);
            }
            synchronized (last) {
                state.setLastLane(scope, last.getOrDefault(scope, 0L));
            }
        }
    }
}
