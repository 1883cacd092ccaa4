package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStoreContract;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which commits one statement appends, without a lane and on one. */
class SingleStatementTest {

    static final Author ANN = Author.person("Ann");
    static final MemoryId ID = new MemoryId("m-" + "a".repeat(26));
    static final Commit.LaneClaim LANE = new Commit.LaneClaim("run", "thread", "writer", "node", Map.of());
    static final Commit.TipMove TIP = new Commit.TipMove("run", new TreeMap<>(), new TreeMap<>());
    static final Commit.TipMove UNCONDITIONAL = new Commit.TipMove("run", null, new TreeMap<>());
    static final Entry.Action FORGET = forget(1L);
    static final Entry.Action ERASE = new Entry.Erase(ID, ANN, Instant.EPOCH);

    final SingleStatement single = new SingleStatement(new Schema("memory"));
    final LaneStatement onLane = new LaneStatement(new Schema("memory"), new KnownLanes());

    static Entry.Action forget(Long... positions) {
        return new Entry.Forget(ANN, Instant.EPOCH, List.of(positions));
    }

    static List<StatementVector> vectors(int count) {
        return Collections.nCopies(count, new StatementVector(ID, "", "m", new float[] {1}));
    }

    static Commit.Append append(
            Commit.@Nullable LaneClaim lane, Commit.@Nullable TipMove tip, int vectors, Entry.Action... actions) {
        return new Commit.Append("t-1", lane, List.of(actions), vectors(vectors), tip);
    }

    static Commit.Append encrypted(Commit.@Nullable LaneClaim lane) {
        return new Commit.Append("t-1", lane, List.of(FORGET), List.of(), null, (position, action) -> action);
    }

    static Commit of(Commit.Append... appends) {
        return Commit.of(List.of(appends));
    }

    static Stream<Commit> direct() {
        return Stream.of(
                of(append(null, null, 0, FORGET)),
                of(append(null, null, 0, FORGET)).onlyAt(Map.of("t-1", 3L)),
                of(append(null, null, 99, FORGET)),
                of(encrypted(null)).onlyAt(Map.of("t-1", 3L)));
    }

    static Stream<Commit> laned() {
        return Stream.of(
                of(append(LANE, null, 0, FORGET)), of(append(LANE, TIP, 0, FORGET)), of(append(LANE, TIP, 98, FORGET)));
    }

    /** Those that need the state of several scopes, of an unknown position or of a tip, or remove something. */
    static Stream<Commit> others() {
        return Stream.of(
                of(),
                of(append(null, null, 0, FORGET), new Commit.Append("t-2", null, List.of(FORGET), List.of(), null)),
                of(append(LANE, TIP, 0, FORGET), new Commit.Append("t-2", LANE, List.of(FORGET), List.of(), null)),
                of(append(null, null, 0)),
                of(append(LANE, TIP, 0)),
                of(append(null, TIP, 0, FORGET)),
                of(append(LANE, UNCONDITIONAL, 0, FORGET)),
                of(append(null, null, 100, FORGET)),
                of(append(LANE, null, 99, FORGET)),
                of(append(null, null, 0, FORGET, ERASE)),
                of(append(LANE, null, 0, ERASE)),
                of(append(null, null, 0, FORGET, forget(2L, -1L))),
                of(append(null, null, 0, forget(0L))),
                of(append(null, null, 0, FORGET)).onlyAt(Map.of("t-1", 3L, "t-2", 1L)),
                of(append(null, null, 0, FORGET)).onlyAt(Map.of("t-2", 1L)),
                of(append(LANE, null, 0, FORGET)).onlyAt(Map.of("t-1", 3L)),
                of(encrypted(null)),
                of(encrypted(LANE)),
                of(encrypted(LANE)).onlyAt(Map.of("t-1", 3L)));
    }

    @ParameterizedTest
    @MethodSource
    void direct(Commit commit) {
        assertThat(single.fits(commit)).isTrue();
        assertThat(onLane.fits(commit)).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void laned(Commit commit) {
        assertThat(onLane.fits(commit)).isTrue();
        assertThat(single.fits(commit)).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void others(Commit commit) {
        assertThat(single.fits(commit)).isFalse();
        assertThat(onLane.fits(commit)).isFalse();
    }

    @Test
    void aStatementWithoutEffectIsLeftToTheScript() throws SQLException {
        SingleStatement appending = new SingleStatement(SharedStore.SCHEMA);
        ScopeRecord task = SharedStore.open(SharedStore.newOwner(), Scope.task("a"));
        Commit commit = MemoryStoreContract.direct(task, FORGET);
        Commit.Appended appended = new Commit.Appended(1, Entry.DIRECT, 0);
        try (Connection connection = TestServer.source().getConnection()) {
            assertThat(appending.append(connection, commit))
                    .contains(new Commit.Receipt(true, Map.of(task.id(), appended)));

            assertThat(appending.append(
                            connection, MemoryStoreContract.direct(task, FORGET).onlyAt(Map.of(task.id(), 0L))))
                    .isEmpty();
            assertThat(appending.append(connection, commit))
                    .as("the second time")
                    .isEmpty();
            Connection broken = InterceptedConnection.of(connection, sql -> {
                throw new SQLException("broken", "57014");
            });
            assertThatThrownBy(() -> appending.append(broken, commit)).hasMessage("broken");
        }
    }
}
