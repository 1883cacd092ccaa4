package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.postgres.KnownLanes.NewestLane;
import dev.commonground.store.Commit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A process remembers a bounded number of lanes. */
class KnownLanesTest {

    static final int MOST = 10_000;
    static final Commit.LaneClaim CLAIM = new Commit.LaneClaim("run", "thread", "writer", "node", Map.of());
    static final NewestLane LANE = new NewestLane(1, 1, 1);

    final KnownLanes lanes = new KnownLanes();

    @Test
    void theLeastRecentlyUsedScopeIsForgotten() {
        for (int scope = 0; scope < MOST; scope++) {
            lanes.written("t-" + scope, CLAIM, LANE);
        }
        assertThat(lanes.newest("t-0", CLAIM)).isEqualTo(LANE);

        lanes.written("t-new", CLAIM, LANE);

        assertThat(lanes.newest("t-0", CLAIM)).isEqualTo(LANE);
        assertThat(lanes.newest("t-1", CLAIM)).isEqualTo(NewestLane.NONE);
        assertThat(lanes.newest("t-2", CLAIM)).isEqualTo(LANE);
    }
}
