package dev.commonground.internal.search;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.commonground.store.VectorBytes;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The statements near a question by vector, compared with all cosines. */
class NeighboursTest {

    private static final int SIZE = 1_000;

    private static final RandomScope SCOPE = new RandomScope(new Random(21), SIZE, 1, 1);
    private static final float[] QUESTION = SCOPE.vector();
    private static final int STATEMENTS = SCOPE.statements.size();

    private static boolean all(int ordinal) {
        return ordinal >= 0;
    }

    /** Returns the best cosine of each statement. */
    private double[] cosines() {
        double[] cosines = new double[STATEMENTS];
        for (RandomScope.RandomPassage passage : SCOPE.passages) {
            float[] vector = passage.vector();
            double cosine = 0;
            for (int i = 0; vector != null && i < vector.length; i++) {
                cosine += QUESTION[i] * vector[i];
            }
            cosines[passage.ordinal()] = Math.max(cosines[passage.ordinal()], cosine);
        }
        return cosines;
    }

    private List<Integer> nearest(int count, IntPredicate accepts) {
        double[] cosines = cosines();
        return IntStream.range(0, STATEMENTS)
                .filter(accepts)
                .boxed()
                .sorted(Comparator.comparingDouble(ordinal -> -cosines[ordinal]))
                .limit(count)
                .toList();
    }

    private static Set<Integer> set(int[] ordinals) {
        return new HashSet<>(Arrays.stream(ordinals).boxed().toList());
    }

    private static void assertExact(Candidates candidates, double[] cosines) {
        for (int at = 0; at < candidates.size(); at++) {
            assertThat(candidates.isExact(at)).isTrue();
            assertThat(candidates.similarity(at)).isCloseTo(cosines[candidates.ordinal(at)], within(1e-3));
        }
    }

    @Nested
    class OnTheHeap {

        private int[] nearest(IntPredicate accepts, int limit) {
            try (Neighbours neighbours = Neighbours.of(SCOPE.visible(), QUESTION, accepts, limit)) {
                assertThat(neighbours.present()).isTrue();
                return neighbours.nearest(SCOPE.live);
            }
        }

        @Test
        void areMoreInALargerScope() {
            int[] found = nearest(NeighboursTest::all, 10);

            assertThat(found.length).isEqualTo((int) Math.ceil(50 + STATEMENTS / 6.0));
            assertThat(set(found)).containsAll(NeighboursTest.this.nearest(10, NeighboursTest::all));
        }

        @Test
        void areAsManyAsTheCallerWants() {
            assertThat(nearest(NeighboursTest::all, 400)).hasSize(400);
            assertThat(set(nearest(NeighboursTest::all, 5_000))).hasSize(STATEMENTS);
        }

        @Test
        void passTheFilterAfterTheFirstIfFewDo() {
            IntPredicate rare = ordinal -> ordinal % 20 == 0;
            int[] found = nearest(rare, 10);
            int[] first = Arrays.copyOf(found, CandidateSearch.PROBED);

            assertThat(Arrays.stream(found).skip(first.length)).allMatch(rare::test);
            assertThat(set(found)).containsAll(NeighboursTest.this.nearest(SIZE, rare));
            assertThat(Arrays.stream(first)).anyMatch(ordinal -> !rare.test(ordinal));
        }

        @Test
        void areEnoughIfFewPassTheFilter() {
            Set<Integer> far = new HashSet<>(
                    NeighboursTest.this.nearest(STATEMENTS, NeighboursTest::all).subList(150, STATEMENTS));

            assertThat(Arrays.stream(nearest(far::contains, 10)).filter(far::contains))
                    .hasSize(HeapNeighbours.NEAREST);
            assertThat(Arrays.stream(nearest(far::contains, 400)).filter(far::contains))
                    .hasSize(400);
        }

        @Test
        void haveAShareThatPassesTheFilter() {
            IntPredicate every2nd = ordinal -> ordinal % 2 == 0;
            int[] found = nearest(every2nd, 10);

            assertThat(found.length).isBetween(200, 420);
            assertThat(set(found)).containsAll(NeighboursTest.this.nearest(10, every2nd));
        }

        @Test
        void areAmongTheGivenStatements() {
            BitSet some = new BitSet();
            some.set(100, 300);
            try (Neighbours neighbours = Neighbours.of(SCOPE.visible(), QUESTION, NeighboursTest::all, 1_000)) {
                assertThat(set(neighbours.nearest(some)))
                        .containsExactlyInAnyOrderElementsOf(
                                some.stream().boxed().toList());
            }
        }

        @Test
        void haveTheSameEstimatesByPassageTimesAWeight() {
            int[] all = SCOPE.live.stream().toArray();
            Passages passages = SCOPE.index.passages();
            try (Neighbours neighbours = Neighbours.of(SCOPE.visible(), QUESTION, NeighboursTest::all, 10)) {
                Candidates estimated = neighbours.estimated(all);
                EstimatedCosines weighted = neighbours.estimates(2.5);
                for (int at = 0; at < all.length; at++) {
                    double best = 0;
                    for (int one = passages.newest(all[at]); one >= 0; one = passages.older(one)) {
                        best = Math.max(best, weighted.of(one));
                    }
                    assertThat(best).isEqualTo(2.5 * estimated.similarity(at));
                }
            }
        }

        @Test
        void haveExactCosinesOrUpperEstimates() {
            double[] cosines = cosines();
            int[] ordinals = {0, 5, 77, 500};
            try (Neighbours neighbours = Neighbours.of(SCOPE.visible(), QUESTION, NeighboursTest::all, 10)) {
                assertExact(neighbours.exact(ordinals), cosines);
                Candidates estimated = neighbours.estimated(ordinals);
                for (int at = 0; at < ordinals.length; at++) {
                    assertThat(estimated.isExact(at)).isFalse();
                    assertThat(estimated.similarity(at)).isBetween(cosines[ordinals[at]], cosines[ordinals[at]] + 0.5);
                    estimated.makeExact(at);
                }
                assertExact(estimated, cosines);
            }
        }
    }

    @Test
    void inALargeScopeTheyAreFew() {
        RandomScope large = new RandomScope(new Random(23), 3_000, 1, 1);
        int statements = large.statements.size();
        try (Neighbours neighbours = Neighbours.of(large.visible(), large.vector(), NeighboursTest::all, 10)) {
            assertThat(neighbours.nearest(large.live))
                    .hasSize((int) Math.ceil(HeapNeighbours.NEAREST + statements / 2_500.0));
        }
    }

    @Test
    void theFirstStatementOfTheLogIsFoundLikeAnyOther() {
        float[] first = requireNonNull(SCOPE.passages.get(0).vector());
        try (Neighbours onTheHeap = Neighbours.of(SCOPE.visible(), first, NeighboursTest::all, 10);
                Neighbours inTheStore = Neighbours.of(
                        new SearchTarget(SCOPE.over(SCOPE.vectors()), SCOPE.live).visible(),
                        first,
                        NeighboursTest::all,
                        10)) {
            assertThat(onTheHeap.nearest(SCOPE.live)).startsWith(0).hasSize((int) Math.ceil(50 + STATEMENTS / 6.0));
            assertThat(onTheHeap.estimated(new int[] {0}).similarity(0)).isGreaterThan(0.9);
            assertThat(onTheHeap.exact(new int[] {0}).similarity(0)).isGreaterThan(0.9);
            assertThat(inTheStore.nearest(SCOPE.live)).startsWith(0);
        }
    }

    @Test
    void withoutVectorsThereAreNone() {
        RandomScope words = new RandomScope(new Random(22), 20, 1, 0);
        try (Neighbours neighbours = Neighbours.of(words.visible(), QUESTION, NeighboursTest::all, 10)) {
            assertThat(neighbours.present()).isFalse();
            assertThat(neighbours.nearest(words.live)).isEmpty();
            assertThat(neighbours.exact(new int[] {3}).similarity(0)).isZero();
        }
        try (Neighbours neighbours = Neighbours.of(SCOPE.visible(), null, NeighboursTest::all, 10)) {
            assertThat(neighbours.present()).isFalse();
        }
    }

    @Nested
    class InTheStore {

        private final ExactVectors vectors = SCOPE.vectors();

        private Neighbours neighbours(IntPredicate accepts, int limit) {
            return neighbours(SCOPE.live, accepts, limit);
        }

        private Neighbours neighbours(BitSet live, IntPredicate accepts, int limit) {
            return Neighbours.of(new SearchTarget(SCOPE.over(vectors), live).visible(), QUESTION, accepts, limit);
        }

        @Test
        void areRequestedOnceIfEnoughPassTheFilter() {
            try (Neighbours neighbours = neighbours(NeighboursTest::all, 10)) {
                int[] found = neighbours.nearest(SCOPE.live);

                assertThat(neighbours.present()).isTrue();
                assertThat(Arrays.stream(found).limit(300).boxed().toList())
                        .isEqualTo(nearest(300, NeighboursTest::all));
                assertThat(neighbours.nearest(SCOPE.live)).isEqualTo(found);
                assertThat(vectors.limits()).containsExactly(400);
            }
        }

        @Test
        void areRequestedInTwiceTheNumberThatTheCallerWants() {
            try (Neighbours neighbours = neighbours(NeighboursTest::all, 300)) {
                assertThat(neighbours.nearest(SCOPE.live).length).isGreaterThanOrEqualTo(300);
                assertThat(vectors.limits()).containsExactly(600);
            }
        }

        @Test
        void areComparedIfFewPassTheFilter() {
            IntPredicate rare = ordinal -> ordinal % 20 == 0;
            try (Neighbours neighbours = neighbours(rare, 10)) {
                int[] found = neighbours.nearest(SCOPE.live);

                assertThat(Arrays.stream(found).filter(rare)).hasSize(STATEMENTS / 20 + 1);
                assertThat(Arrays.stream(found).filter(rare).limit(20).boxed().toList())
                        .isEqualTo(nearest(20, rare));
                assertThat(vectors.limits()).containsExactly(400);
            }
        }

        @Test
        void haveExactCosines() {
            try (Neighbours neighbours = neighbours(NeighboursTest::all, 10)) {
                assertExact(neighbours.exact(new int[] {0, 5, 77, 500}), cosines());
                assertExact(neighbours.estimated(new int[] {0, 5, 77, 500}), cosines());
            }
        }

        @Test
        void areThoseThatTheReaderSees() {
            BitSet live = (BitSet) SCOPE.live.clone();
            live.clear(0, 500);
            try (Neighbours neighbours = neighbours(live, NeighboursTest::all, 1_000)) {
                assertThat(set(neighbours.nearest(live)))
                        .isEqualTo(set(live.stream().toArray()));
            }
        }
    }

    @Test
    void aCosineBelowZeroCountsAsZero() {
        ScopeIndex index = new ScopeIndex();
        float[] opposite = {-1, 0};
        index.addPassage(0, SCOPE.ids.get(0), SCOPE.statements.get(0), "", VectorBytes.of(opposite));
        BitSet live = new BitSet();
        live.set(0);
        try (Neighbours neighbours =
                Neighbours.of(new SearchTarget(index, live).visible(), new float[] {1, 0}, NeighboursTest::all, 10)) {
            assertThat(neighbours.exact(new int[] {0}).similarity(0)).isZero();
        }
    }
}
