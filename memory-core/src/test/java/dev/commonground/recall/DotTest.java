package dev.commonground.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 33, 384, 1_000})
    void isTheSameWithVectorInstructionsAndWithout(int length) {
        Random random = new Random(length);
        float[] a = numbers(random, length);
        float[] b = numbers(random, 3 + length);
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (double) a[i] * b[3 + i];
        }

        assertThat(new PlainDot().of(a, b, 3)).isCloseTo(sum, within(1e-4));
        assertThat(new VectorDot().of(a, b, 3)).isCloseTo(sum, within(1e-4));
    }

    /** The tests run with the incubator's module. */
    @Test
    void usesVectorInstructionsWhereThereAreAny() {
        assertThat(Dot.FASTEST).isInstanceOf(VectorDot.class);
    }

    private static float[] numbers(Random random, int length) {
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
