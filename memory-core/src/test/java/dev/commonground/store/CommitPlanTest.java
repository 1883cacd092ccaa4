package dev.commonground.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.memory.Author;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommitPlanTest {

    static final String A = "t-a";
    static final String B = "t-b";
    static final SortedMap<Long, Long> NO_LANES = new TreeMap<>();

    final CommitState state = new CommitState();

    static Entry.Action forget(Long... retracts) {
        return new Entry.Forget(Author.agent("writer"), Instant.EPOCH, List.of(retracts));
    }

    static Commit.LaneClaim claim(Map<Long, Long> seen) {
        return new Commit.LaneClaim("run", "thread", "writer", "node", seen);
    }

    static Commit.Append append(
            String scope, Commit.@Nullable LaneClaim lane, Commit.@Nullable TipMove tip, Entry.Action... actions) {
        return new Commit.Append(scope, lane, List.of(actions), List.of(), tip);
    }

    static Commit.Append direct(String scope, Entry.Action... actions) {
        return append(scope, null, null, actions);
    }

    CommitPlan plan(Commit.Append... appends) {
        return CommitPlan.of(Commit.of(List.of(appends)), state);
    }

    @Test
    void directEntriesFollowTheHeadAndTakeTheirPositionsAsNumbers() {
        state.addHead(A, new ScopeHead(4, false));

        CommitPlan plan = plan(direct(A, forget(1L), forget(-1L)));

        assertThat(plan.receipt()).isEqualTo(new Commit.Receipt(true, Map.of(A, new Commit.Appended(6, 0, 0))));
        assertThat(plan.writes()).singleElement().satisfies(write -> {
            assertThat(write.entries())
                    .containsExactly(
                            new Entry(5, Entry.DIRECT, null, 5, forget(1L)),
                            new Entry(6, Entry.DIRECT, null, 6, forget(5L)));
            assertThat(write.position()).isEqualTo(6);
            assertThat(write.lane()).isNull();
            assertThat(write.tip()).isNull();
        });
    }

    @Test
    void aScopeAtAnotherPositionRefusesTheWholeCommit() {
        state.addHead(A, new ScopeHead(0, false));
        state.addHead(B, new ScopeHead(1, false));

        CommitPlan plan = CommitPlan.of(Commit.of(List.of(direct(A, forget()))).onlyAt(Map.of(B, 0L)), state);

        assertThat(plan).isEqualTo(new CommitPlan(Commit.Receipt.REFUSED, List.of()));
    }

    @Test
    void aRepeatedCommitGetsItsFirstReceiptDespiteLaterCommits() {
        state.addHead(A, new ScopeHead(9, true));
        state.addEarlier(A, 1, 3, 1);
        state.addEarlier(A, 2, 3, 2);
        state.addEarlier(A, 3, Entry.DIRECT, 3);

        CommitPlan plan = CommitPlan.of(
                Commit.of(List.of(append(A, claim(Map.of()), null, forget(), forget())))
                        .onlyAt(Map.of(A, 0L)),
                state);

        assertThat(plan.receipt()).isEqualTo(new Commit.Receipt(true, Map.of(A, new Commit.Appended(3, 3, 2))));
        assertThat(plan.writes()).isEmpty();
    }

    @Test
    void aLaneContinuesIfTheWriterHasSeenItsHead() {
        state.addHead(A, new ScopeHead(5, false));
        state.addLane(A, 4, 1, 2);
        state.addLane(A, 2, 3, 1);
        state.setLastLane(A, 7);

        CommitPlan plan = plan(append(A, claim(Map.of(2L, 2L, 4L, 1L)), null, forget(), forget()));

        assertThat(plan.receipt().scopes()).containsEntry(A, new Commit.Appended(7, 4, 3));
        assertThat(plan.writes()).singleElement().satisfies(write -> {
            assertThat(write.lane()).isEqualTo(new CommitPlan.LaneWrite(claim(Map.of(2L, 2L, 4L, 1L)), 4, 0, 3));
            assertThat(write.entries()).extracting(Entry::number).containsExactly(2L, 3L);
            assertThat(write.entries()).extracting(Entry::run).containsOnly("run");
        });
    }

    @Test
    void aLaneWhoseHeadTheWriterHasNotSeenGetsANewIncarnation() {
        state.addHead(A, new ScopeHead(5, false));
        state.addLane(A, 2, 3, 4);
        state.setLastLane(A, 7);

        CommitPlan plan = plan(append(A, claim(Map.of(2L, 2L)), null, forget()));

        assertThat(plan.writes()).singleElement().satisfies(write -> {
            assertThat(write.lane()).isEqualTo(new CommitPlan.LaneWrite(claim(Map.of(2L, 2L)), 8, 5, 1));
            assertThat(write.entries()).containsExactly(new Entry(6, 8, "run", 1, forget()));
        });
    }

    @Test
    void aLaneIsNewIfItsIncarnationIsToBeInserted() {
        assertThat(new CommitPlan.LaneWrite(claim(Map.of()), 8, 1, 1).isNew()).isTrue();
        assertThat(new CommitPlan.LaneWrite(claim(Map.of()), 8, 0, 1).isNew()).isFalse();
    }

    @Test
    void aLaneWithoutActionsIsNotClaimed() {
        state.addHead(A, new ScopeHead(5, false));

        CommitPlan plan = plan(append(A, claim(Map.of()), null));

        assertThat(plan.receipt().scopes()).containsEntry(A, new Commit.Appended(5, Entry.DIRECT, 0));
        assertThat(plan.writes()).singleElement().satisfies(write -> {
            assertThat(write.entries()).isEmpty();
            assertThat(write.lane()).isNull();
        });
    }

    @Test
    void anExpectedTipMovesToTheLaneOfTheCommit() {
        state.addHead(A, new ScopeHead(0, false));

        CommitPlan plan = plan(append(A, claim(Map.of()), new Commit.TipMove("run", NO_LANES, NO_LANES), forget()));

        Entry.Tip moved = new Entry.Tip("run", new TreeMap<>(Map.of(1L, 1L)));
        assertThat(plan.writes()).singleElement().satisfies(write -> {
            assertThat(write.tip()).isEqualTo(moved);
            assertThat(write.entries()).hasSize(2).endsWith(new Entry(2, Entry.DIRECT, null, 2, moved));
            assertThat(write.position()).isEqualTo(2);
        });
    }

    @Test
    void aCommitIsRefusedIfAnotherWriterMovedTheTip() {
        state.addHead(A, new ScopeHead(3, false));
        state.addHead(B, new ScopeHead(3, false));
        state.setTip(A, "{\"1\":2}");

        CommitPlan plan = plan(
                append(A, claim(Map.of()), new Commit.TipMove("run", NO_LANES, NO_LANES), forget()),
                direct(B, forget()));

        assertThat(plan).isEqualTo(new CommitPlan(Commit.Receipt.REFUSED, List.of()));
    }

    @Test
    void aTipThatIsAlreadyInPlaceStays() {
        state.addHead(A, new ScopeHead(3, false));
        state.setTip(A, "{\"1\":2}");
        SortedMap<Long, Long> current = new TreeMap<>(Map.of(1L, 2L));

        CommitPlan plan = plan(append(A, null, new Commit.TipMove("run", null, current)));

        assertThat(plan.writes()).singleElement().satisfies(write -> {
            assertThat(write.tip()).isNull();
            assertThat(write.entries()).isEmpty();
        });
    }

    @Test
    void anArchivedOrMissingScopeFailsTheWholeCommit() {
        state.addHead(A, new ScopeHead(0, true));

        assertThatExceptionOfType(ScopeArchivedException.class).isThrownBy(() -> plan(direct(A, forget())));
        assertThatExceptionOfType(ScopeGoneException.class)
                .isThrownBy(() -> plan(direct(A, forget()), direct(B, forget())))
                .satisfies(e -> assertThat(e.scope()).isEqualTo(B));
    }

    @Test
    void theReceiptTellsTheEntriesThatThePlanWrites() {
        state.addHead(A, new ScopeHead(4, false));
        state.setLastLane(A, 7);
        Commit.TipMove move = new Commit.TipMove("run", null, NO_LANES);
        List<Commit.Append> appends = List.of(
                direct(A, forget(1L), forget(-1L)),
                append(A, claim(Map.of()), null, forget(), forget(-1L)),
                append(A, claim(Map.of()), move, forget(), forget(-1L)));

        for (Commit.Append append : appends) {
            CommitPlan plan = plan(append);
            assertThat(plan.receipt().scopes().values())
                    .singleElement()
                    .satisfies(appended -> assertThat(CommitPlan.appended(append, appended))
                            .contains(plan.writes().get(0).entries()));
        }
    }

    /** The tip may have been where it should be, so that the commit has appended nothing. */
    @Test
    void theReceiptOfATipAloneDoesNotTellWhetherItMoved() {
        Commit.Append append = append(A, claim(Map.of()), new Commit.TipMove("run", null, NO_LANES));

        assertThat(CommitPlan.appended(append, new Commit.Appended(4, Entry.DIRECT, 0)))
                .isEmpty();
    }

    @Test
    void anEncryptorKnowsThePositionOfEachAction() {
        state.addHead(A, new ScopeHead(4, false));
        Commit.Encryptor encryptor = (position, action) ->
                new Entry.Forget(Author.agent("writer"), Instant.EPOCH, action.retracts(), "encrypted for " + position);

        CommitPlan plan = plan(new Commit.Append(A, null, List.of(forget(), forget(-1L)), List.of(), null, encryptor));

        assertThat(plan.writes().get(0).entries())
                .extracting(entry -> ((Entry.Forget) entry.action()).reason())
                .containsExactly("encrypted for 5", "encrypted for 6");
        assertThat(plan.writes().get(0).entries().get(1).action().retracts()).containsExactly(5L);
    }
}
