package dev.commonground.postgres;

import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.memory.Scope;
import dev.commonground.postgres.KnownLanes.NewestLane;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which commits one statement appends to a lane, and which it leaves to the script. */
class LaneStatementTest {

    final String owner = SharedStore.newOwner();
    final ScopeRecord task = SharedStore.open(owner, Scope.task("a"));
    final KnownLanes lanes = new KnownLanes();
    final LaneStatement statement = new LaneStatement(SharedStore.SCHEMA, lanes);
    final List<String> asked = new ArrayList<>();

    static Commit.LaneClaim claim(Map<Long, Long> seen, long read) {
        return new Commit.LaneClaim("run", "thread", "writer", "node", seen, read);
    }

    Commit commit(SortedMap<Long, Long> seen, long read) {
        Entry.Assert one = says(task, "one " + seen);
        Entry.Assert two = says(task, "two " + seen);
        StatementVector vector = new StatementVector(two.id(), "Ann \0", "m", new float[] {0.6f, -0.8f});
        return Commit.of(List.of(new Commit.Append(
                task.id(),
                claim(seen, read),
                List.of(one, two),
                List.of(vector),
                new Commit.TipMove("run", seen, seen))));
    }

    static SortedMap<Long, Long> seen(Map<Long, Long> lanes) {
        return new TreeMap<>(lanes);
    }

    Optional<Commit.Receipt> append(LaneStatement by, Commit commit) throws SQLException {
        try (Connection connection = TestServer.source().getConnection()) {
            return by.append(InterceptedConnection.of(connection, asked::add), commit);
        }
    }

    Commit.Receipt receipt(Commit.Appended appended) {
        return new Commit.Receipt(true, Map.of(task.id(), appended));
    }

    @Test
    void aNodeContinuesItsLane() throws SQLException {
        assertThat(append(statement, commit(seen(Map.of()), 0))).contains(receipt(new Commit.Appended(3, 1, 2, false)));
        assertThat(lanes.newest(task.id(), claim(Map.of(), 0))).isEqualTo(new NewestLane(1, 1, 2));

        assertThat(append(statement, commit(seen(Map.of(1L, 2L)), 3)))
                .contains(receipt(new Commit.Appended(6, 1, 4, true)));
        assertThat(lanes.newest(task.id(), claim(Map.of(), 0))).isEqualTo(new NewestLane(1, 1, 4));

        assertThat(asked).hasSize(2);
        assertThat(SharedStore.STORE.readBeyond(task.id(), 0, "m").entries())
                .extracting(Entry::lane)
                .containsExactly(1L, 1L, 0L, 1L, 1L, 0L);
        assertThat(SharedStore.STORE.readBeyond(task.id(), 0, "m").vectors())
                .extracting(StatementVector::speaker)
                .containsExactly("Ann \0", "Ann \0");
        assertThat(SharedStore.STORE.verify(owner).flaws()).isEmpty();
    }

    @Test
    void aForkIsLeftToTheScriptWithoutAsking() throws SQLException {
        append(statement, commit(seen(Map.of()), 0));
        asked.clear();

        assertThat(append(statement, commit(seen(Map.of()), 0))).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void aCommitThatAssumesAnOldStateHasNoEffect() throws SQLException {
        LaneStatement unaware = new LaneStatement(SharedStore.SCHEMA, new KnownLanes());
        append(statement, commit(seen(Map.of()), 0));
        append(statement, commit(seen(Map.of(1L, 2L)), 0));

        assertThat(append(unaware, commit(seen(Map.of()), 0))).isEmpty();
        assertThat(append(unaware, commit(seen(Map.of(1L, 2L)), 0))).isEmpty();
        assertThat(SharedStore.STORE.readBeyond(task.id(), 6, "").entries()).isEmpty();
    }

    @Test
    void aNewLaneFollowsThoseThatWereRead() throws SQLException {
        try (Connection connection = TestServer.source().getConnection()) {
            SharedStore.STORE.commit(firstOf("elsewhere"));
            new EntryTable(SharedStore.SCHEMA, lanes).readBeyond(connection, task.id(), 0, "");
            assertThat(append(statement, firstOf("here")))
                    .as("after a log")
                    .contains(receipt(new Commit.Appended(2, 2, 1)));

            SharedStore.STORE.commit(firstOf("elsewhere again"));
            new NewsQuery(SharedStore.SCHEMA, lanes).read(connection, owner, List.of(), Map.of(task.id(), 1L), "");
            assertThat(append(statement, firstOf("here again")))
                    .as("after what is new in it")
                    .contains(receipt(new Commit.Appended(4, 4, 1)));
        }
    }

    /** Returns the first commit of a run. */
    Commit firstOf(String run) {
        Commit.LaneClaim claim = new Commit.LaneClaim(run, "thread", "writer", "node", Map.of());
        return Commit.of(List.of(new Commit.Append(task.id(), claim, List.of(says(task, run)), List.of(), null)));
    }

    @Test
    void aRejectedStatementIsLeftToTheScript() throws SQLException {
        Commit commit = commit(seen(Map.of()), 0);
        try (Connection connection = TestServer.source().getConnection()) {
            Connection rejected = InterceptedConnection.of(connection, sql -> {
                throw new SQLException("too late", Failures.NOT_NULL_VIOLATION);
            });
            Connection broken = InterceptedConnection.of(connection, sql -> {
                throw new SQLException("broken", "57014");
            });

            assertThat(statement.append(rejected, commit)).isEmpty();
            assertThatThrownBy(() -> statement.append(broken, commit)).hasMessage("broken");
        }
    }
}
