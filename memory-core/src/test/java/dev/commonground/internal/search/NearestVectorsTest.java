package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestVectorsTest {

    private static final int MOST = 20;

    private static List<Integer> all(short[] distances, int firstRing) {
        NearestVectors nearest = new NearestVectors(distances, MOST, firstRing);
        List<Integer> passages = new ArrayList<>();
        for (int passage = nearest.next(); passage >= 0; passage = nearest.next()) {
            passages.add(passage);
        }
        return passages;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 50, 1_000})
    void areReturnedByDistanceAndThenInTheOrderOfTheLog(int firstRing) {
        Random random = new Random(firstRing);
        short[] distances = new short[200];
        for (int passage = 0; passage < distances.length; passage++) {
            distances[passage] = random.nextInt(10) == 0 ? VectorIndex.ABSENT : (short) random.nextInt(MOST + 1);
        }
        distances[17] = MOST;
        List<Integer> expected = IntStream.range(0, distances.length)
                .filter(passage -> distances[passage] != VectorIndex.ABSENT)
                .boxed()
                .sorted(Comparator.comparingInt(passage -> distances[passage]))
                .toList();

        assertThat(all(distances, firstRing)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    void areNoneWithoutVectors(int firstRing) {
        assertThat(all(new short[0], firstRing)).isEmpty();
        assertThat(all(new short[] {VectorIndex.ABSENT}, firstRing)).isEmpty();
    }
}
