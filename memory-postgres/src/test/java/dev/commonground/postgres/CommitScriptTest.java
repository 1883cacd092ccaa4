package dev.commonground.postgres;

import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Scope;
import dev.commonground.postgres.KnownLanes.NewestLane;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStoreContract;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a commit by a script stores and tells, and what a process knows of a node's lanes after it. */
class CommitScriptTest {

    final KnownLanes lanes = new KnownLanes();
    final ScopeRecord task = SharedStore.open(SharedStore.newOwner(), Scope.task("a"));

    static Commit.LaneClaim claim(Map<Long, Long> seen) {
        return new Commit.LaneClaim("run", "thread", "writer", "node", seen);
    }

    Commit commit(Map<Long, Long> seen) {
        return Commit.of(List.of(new Commit.Append(
                task.id(), claim(seen), List.of(says(task, "one"), says(task, "two")), List.of(), null)));
    }

    Commit.Receipt append(Commit commit) throws SQLException {
        return append(commit, lanes);
    }

    Commit.Receipt append(Commit commit, KnownLanes known) throws SQLException {
        try (Connection connection = TestServer.source().getConnection()) {
            connection.setAutoCommit(false);
            return new CommitScript(SharedStore.SCHEMA, known, connection, commit).append();
        }
    }

    NewestLane newest() {
        return lanes.newest(task.id(), claim(Map.of()));
    }

    @Test
    void theNewestLaneIsKnownAfterAScript() throws SQLException {
        append(commit(Map.of()));
        assertThat(newest()).as("the first lane").isEqualTo(new NewestLane(1, 1, 2));

        append(commit(Map.of(1L, 2L)));
        assertThat(newest()).as("the first lane goes on").isEqualTo(new NewestLane(1, 1, 4));

        append(commit(Map.of()));
        assertThat(newest()).as("a second lane").isEqualTo(new NewestLane(2, 2, 2));

        append(commit(Map.of(1L, 4L)));
        assertThat(newest()).as("after the older lane went on").isEqualTo(new NewestLane(2, 2, 2));

        append(commit(Map.of(1L, 6L, 2L, 2L)));
        assertThat(newest()).as("the newest one goes on").isEqualTo(new NewestLane(2, 2, 4));
    }

    @Test
    void theNewestLaneIsKnownAfterARefusedCommit() throws SQLException {
        append(commit(Map.of()), new KnownLanes());
        TreeMap<Long, Long> elsewhere = new TreeMap<>(Map.of(9L, 9L));

        Commit.Receipt refused = append(Commit.of(List.of(new Commit.Append(
                task.id(),
                claim(Map.of()),
                List.of(says(task, "three")),
                List.of(),
                new Commit.TipMove("run", elsewhere, elsewhere)))));

        assertThat(refused).isEqualTo(Commit.Receipt.REFUSED);
        assertThat(newest()).isEqualTo(new NewestLane(1, 1, 2));
    }

    @Test
    void aCommitKeepsItsVectorsAndTellsTheOtherPositions() throws SQLException {
        ScopeRecord other = SharedStore.open(SharedStore.newOwner(), Scope.task("b"));
        SharedStore.STORE.commit(MemoryStoreContract.direct(other, says(other, "one"), says(other, "two")));
        Entry.Assert entry = says(task, "one");
        StatementVector vector = new StatementVector(entry.id(), "", "m", new float[] {1, 0});

        Commit.Receipt receipt =
                append(Commit.of(List.of(new Commit.Append(task.id(), null, List.of(entry), List.of(vector), null)))
                        .asking(List.of(other.id())));

        assertThat(receipt.scopes())
                .containsEntry(task.id(), new Commit.Appended(1, Entry.DIRECT, 0))
                .containsEntry(other.id(), new Commit.Appended(2, Entry.DIRECT, 0));
        assertThat(SharedStore.STORE.readBeyond(task.id(), 0, "m").vectors()).hasSize(1);
    }

    @Test
    void aRefusedCommitTellsNoPositions() throws SQLException {
        Commit.Receipt refused =
                append(commit(Map.of()).onlyAt(Map.of(task.id(), 7L)).asking(List.of(task.id())));

        assertThat(refused).isEqualTo(Commit.Receipt.REFUSED);
    }
}
