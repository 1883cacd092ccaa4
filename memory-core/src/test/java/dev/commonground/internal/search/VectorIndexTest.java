package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.commonground.store.VectorBytes;
import java.util.BitSet;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VectorIndexTest {

    private static final int DIMENSION = 40;

    private final VectorIndex index = new VectorIndex();
    private final TreeMap<Integer, float[]> vectors = new TreeMap<>();
    private final Random random = new Random(1);

    private float[] unit() {
        float[] vector = new float[DIMENSION];
        double squares = 0;
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    private void put(int passage) {
        float[] vector = unit();
        vectors.put(passage, vector);
        index.put(passage, VectorBytes.of(vector));
    }

    private static short distance(float[] question, float[] vector) {
        int[] signs = SignBitCode.signs(VectorBytes.rounded(VectorBytes.of(vector)), DIMENSION);
        int[][] columns = new int[signs.length][1];
        for (int word = 0; word < signs.length; word++) {
            columns[word][0] = signs[word];
        }
        int[] distance = new int[1];
        new SignBitCode(question).distances(columns, distance);
        return (short) distance[0];
    }

    private void assertAllFound(int passages) {
        float[] question = unit();
        short[] distances = index.distances(new SignBitCode(question));
        assertThat(distances.length).isGreaterThanOrEqualTo(passages);
        short[] expected = new short[distances.length];
        BitSet present = new BitSet();
        for (int passage = 0; passage < distances.length; passage++) {
            float[] vector = vectors.get(passage);
            expected[passage] = vector == null ? VectorIndex.ABSENT : distance(question, vector);
            present.set(passage, index.has(passage));
        }
        assertThat(distances).isEqualTo(expected);
        assertThat(present.stream()).containsExactlyElementsOf(vectors.keySet());
        Cosine cosine = new Cosine(question);
        vectors.forEach((passage, vector) -> {
            double exact = 0;
            for (int i = 0; i < DIMENSION; i++) {
                exact += question[i] * vector[i];
            }
            assertThat(index.similarity(cosine, passage)).isCloseTo(exact, within(0.005));
        });
        index.release(distances);
    }

    @Test
    void holdsTheVectorsOfAFewPassages() {
        for (int passage = 0; passage < 9; passage++) {
            put(passage);
        }

        assertAllFound(9);
        put(9);
        assertAllFound(10);
    }

    @Test
    void holdsTheVectorsOfManyPassagesWithGaps() {
        for (int passage = 3; passage < 1_030; passage += 1 + passage % 3) {
            put(passage);
        }
        assertAllFound(1_029);
        for (int passage = 3_100; passage < 3_300; passage += 5) {
            put(passage);
        }
        put(700);

        assertAllFound(3_296);
        assertAllFound(3_296);
    }

    @Test
    void holdsTheVectorsOfMoreThanAMillionPassages() {
        for (int passage = 0; passage < 1_200_000; passage += 1 + random.nextInt(400)) {
            put(passage);
        }

        assertAllFound(1_199_600);
        assertAllFound(1_199_600);
    }

    @Test
    void weighsWhatItsVectorsTake() {
        assertThat(index.weight()).isZero();
        assertThat(index.dimension()).isZero();
        put(0);
        long one = index.weight();
        put(5);
        put(5);

        assertThat(index.dimension()).isEqualTo(DIMENSION);
        assertThat(one).isEqualTo(4L * (1 + 14 + 2));
        assertThat(index.weight()).isEqualTo(2 * one);
    }

    @Test
    void rejectsAVectorOfAnotherDimension() {
        put(0);

        assertThatThrownBy(() -> index.put(1, VectorBytes.of(new float[] {1, 0})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("A vector has length 2, but the vectors of its scope have length 40");
        assertThat(index.has(1)).isFalse();
    }
}
