package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice of the best by words and meaning, compared with a sorted list. */
class TopByFitTest {

    private static final int SIZE = 300;
    private static final int WINDOW = 64;

    private final ScopeIndex index = new ScopeIndex();
    private final List<MemoryId> ids = new ArrayList<>();
    private final BitSet live = new BitSet();
    private EstimatedCosines cosines = EstimatedCosines.NONE;

    @BeforeEach
    void addStatements() {
        Random random = new Random(3);
        for (int i = 0; i < SIZE; i += 2) {
            String one = letters(random);
            String other = letters(random);
            boolean ordered = one.compareTo(other) < 0;
            add("m-" + (ordered ? one + other : other + one) + "aa");
            add("m-" + (ordered ? other + one : one + other) + "aa");
        }
    }

    private static String letters(Random random) {
        StringBuilder letters = new StringBuilder();
        random.ints(12, 'a', 'z' + 1).forEach(letter -> letters.append((char) letter));
        return letters.toString();
    }

    private void add(String id) {
        ids.add(new MemoryId(id));
        index.addPassage(index.size(), new MemoryId(id), new Statement(Kind.FINDING, null, null, "Text"), "", null);
        live.set(index.size() - 1);
    }

    private int[] top(int capacity, BitSet wanted, double[] scores) {
        return top(capacity, wanted, scores, 0, SIZE).drain();
    }

    private TopByFit top(int capacity, BitSet wanted, double[] scores, int from, int to) {
        TopByFit top = new TopByFit(
                capacity, new SearchTarget(index, live).visible(), cosines, wanted, ordinal -> ordinal % 3 != 0);
        for (int first = from; first < to; first += WINDOW) {
            double[] window = new double[WINDOW];
            System.arraycopy(scores, first, window, 0, Math.min(WINDOW, scores.length - first));
            top.read(first, window);
        }
        return top;
    }

    /** Of each two ids, the hash codes are equal. */
    private int compareIds(int one, int other) {
        int byHash = Integer.compare(ids.get(one).hashCode(), ids.get(other).hashCode());
        return byHash != 0 ? byHash : ids.get(one).compareTo(ids.get(other));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 64, 1_000})
    void holdsTheBestAcceptedStatementsByScoreAndThenById(int capacity) {
        Random random = new Random(capacity);
        double[] scores = IntStream.range(0, SIZE)
                .mapToDouble(passage -> Math.max(0, random.nextInt(9) - 2) / 8.0)
                .toArray();
        BitSet wanted = (BitSet) live.clone();
        wanted.clear(10, 40);
        int[] expected = IntStream.range(0, SIZE)
                .filter(ordinal -> scores[ordinal] > 0 && wanted.get(ordinal) && ordinal % 3 != 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer ordinal) -> -scores[ordinal])
                        .thenComparing(this::compareIds))
                .limit(capacity)
                .mapToInt(Integer::intValue)
                .toArray();

        assertThat(top(capacity, wanted, scores)).containsExactly(expected);
        TopByFit parts = top(capacity, wanted, scores, 2 * WINDOW, SIZE);
        parts.add(top(capacity, wanted, scores, 0, 2 * WINDOW));
        assertThat(parts.drain()).containsExactly(expected);
    }

    @Test
    void addsWhatTheCosineOfAPassageWeighs() {
        short[] distances = new short[SIZE - 1];
        Arrays.fill(distances, VectorIndex.ABSENT);
        distances[1] = 0;
        distances[2] = 2;
        distances[4] = 1;
        distances[5] = 0;
        cosines = new EstimatedCosines(distances, new double[] {5, 3, 1, 0});
        double[] scores = new double[SIZE];
        scores[1] = 1;
        scores[2] = 2;
        scores[4] = 4;
        scores[SIZE - 2] = 4;
        scores[SIZE - 1] = 3.5;

        assertThat(top(10, live, scores)).containsExactly(4, 1, SIZE - 2, SIZE - 1, 2);
    }

    @Test
    void ordersStatementsOfOneScoreByTheirIds() {
        double[] scores = new double[SIZE];
        Arrays.fill(scores, 1);

        List<Integer> expected = IntStream.range(0, SIZE)
                .filter(ordinal -> ordinal % 3 != 0)
                .boxed()
                .sorted(this::compareIds)
                .limit(50)
                .toList();
        assertThat(top(50, live, scores)).containsExactly(expected.toArray(Integer[]::new));
        assertThat(ids.get(0)).hasSameHashCodeAs(ids.get(1));
        assertThat(index.statements().compareIds(0, 1)).isNegative();
        assertThat(index.statements().compareIds(1, 0)).isPositive();
        assertThat(index.statements().compareIds(1, 1)).isZero();
    }
}
