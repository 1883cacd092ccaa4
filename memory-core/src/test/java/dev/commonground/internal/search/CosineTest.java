package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.commonground.store.VectorBytes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosineTest {

    private static final int FROM = 3;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 33, 384, 1_000, 40_000})
    void equalsThatOfTheVectorsExceptForRounding(int length) {
        Random random = new Random(length);
        float[] question = unit(random, length);
        float[] vector = unit(random, length);
        int[] block = new int[FROM + Cosine.packedLength(length)];
        pack(vector, block, FROM);
        double sum = 0;
        double largest = 0;
        for (int i = 0; i < length; i++) {
            sum += (double) question[i] * vector[i];
            largest = Math.max(largest, Math.abs(vector[i]));
        }

        assertThat(new Cosine(question).to(block, FROM)).isCloseTo(sum, within(2 * largest / 511));
    }

    @Test
    void ofEqualAndOfOppositeVectorsIsOneAndMinusOne() {
        int[] block = new int[2 * Cosine.packedLength(2)];
        pack(new float[] {0, 1}, block, 0);
        pack(new float[] {0, -1}, block, Cosine.packedLength(2));
        Cosine question = new Cosine(new float[] {0, 1});

        assertThat(question.to(block, 0)).isCloseTo(1, within(1e-7));
        assertThat(question.to(block, Cosine.packedLength(2))).isCloseTo(-1, within(1e-7));
    }

    @Test
    void ofTheLargestVectorsDoesNotOverflow() {
        float[] vector = new float[60_000];
        Arrays.fill(vector, (float) (1 / Math.sqrt(vector.length)));
        int[] block = new int[Cosine.packedLength(vector.length)];
        pack(vector, block, 0);

        assertThat(new Cosine(vector).to(block, 0)).isCloseTo(1, within(2e-3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 33, 192, 500})
    void isIdenticalWithAndWithoutVectorInstructions(int length) {
        Random random = new Random(length);
        int[] firsts = numbers(random, length);
        int[] seconds = numbers(random, length);
        int[] thirds = numbers(random, length);
        int[] packed = random.ints(FROM + length).toArray();

        assertThat(new VectorDotProduct().of(firsts, seconds, thirds, packed, FROM))
                .isEqualTo(new ScalarDotProduct().of(firsts, seconds, thirds, packed, FROM));
    }

    private static void pack(float[] vector, int[] block, int from) {
        Cosine.pack(VectorBytes.rounded(VectorBytes.of(vector)), vector.length, block, from);
    }

    /** The tests run with the module of the vector incubator. */
    @Test
    void usesVectorInstructionsIfAvailable() {
        assertThat(DotProduct.FASTEST).isInstanceOf(VectorDotProduct.class);
    }

    private static int[] numbers(Random random, int length) {
        return random.ints(length, Short.MIN_VALUE, Short.MAX_VALUE).toArray();
    }

    private static float[] unit(Random random, int length) {
        float[] numbers = new float[length];
        double squares = 0;
        for (int i = 0; i < length; i++) {
            numbers[i] = (float) random.nextGaussian();
            squares += numbers[i] * numbers[i];
        }
        for (int i = 0; i < length; i++) {
            numbers[i] /= (float) Math.sqrt(squares);
        }
        return numbers;
    }
}
