package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosineTest {

    private static final int FROM = 3;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 33, 384, 1_000})
    void equalsThatOfTheVectorsExceptForRounding(int length) {
        Random random = new Random(length);
        float[] question = unit(random, length);
        float[] vector = unit(random, length);
        int[] block = new int[FROM + Cosine.packedLength(length)];
        Cosine.pack(vector, block, FROM);
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (double) question[i] * vector[i];
        }

        assertThat(new Cosine(question).to(block, FROM)).isCloseTo(sum, within(1e-4));
    }

    @Test
    void ofEqualAndOfOppositeVectorsIsOneAndMinusOne() {
        int[] block = new int[2];
        Cosine.pack(new float[] {0, 1}, block, 0);
        Cosine.pack(new float[] {0, -1}, block, 1);
        Cosine question = new Cosine(new float[] {0, 1});

        assertThat(question.to(block, 0)).isEqualTo(1);
        assertThat(question.to(block, 1)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 33, 192, 500})
    void isIdenticalWithAndWithoutVectorInstructions(int length) {
        Random random = new Random(length);
        int[] lows = numbers(random, length);
        int[] highs = numbers(random, length);
        int[] packed = random.ints(FROM + length).toArray();

        assertThat(new VectorDotProduct().of(lows, highs, packed, FROM))
                .isEqualTo(new ScalarDotProduct().of(lows, highs, packed, FROM));
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
