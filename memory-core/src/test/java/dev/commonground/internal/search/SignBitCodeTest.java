package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.commonground.store.VectorBytes;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignBitCodeTest {

    private static float[] gaussian(Random random, int length) {
        float[] vector = new float[length];
        double squares = 0;
        for (int i = 0; i < length; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    private static int[] distances(float[] question, float[]... rows) {
        int[][] columns = new int[SignBitCode.words(question.length)][rows.length];
        for (int row = 0; row < rows.length; row++) {
            int[] signs = SignBitCode.signs(rows[row]);
            for (int word = 0; word < signs.length; word++) {
                columns[word][row] = signs[word];
            }
        }
        int[] distances = new int[rows.length];
        distances[0] = 7;
        new SignBitCode(question).distances(columns, distances);
        return distances;
    }

    @Test
    void aDifferentSignCountsByTheMagnitudeOfTheComponent() {
        float[] question = new float[40];
        question[0] = 0.01f;
        question[1] = -0.5f;
        question[2] = 1;
        question[39] = -3;
        float[] same = question.clone();
        float[] first = question.clone();
        first[0] = -1;
        float[] second = question.clone();
        second[1] = 1;
        float[] third = question.clone();
        third[2] = -1;
        float[] last = question.clone();
        last[39] = 1;

        assertThat(distances(question, same, first, second, third, last)).containsExactly(0, 0, 1, 3, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 100})
    void theOppositeVectorIsAtTheSumOfAllMagnitudes(int length) {
        float[] question = new float[length];
        float[] opposite = new float[length];
        for (int i = 0; i < length; i++) {
            question[i] = i % 2 == 0 ? 1 : -1;
            opposite[i] = -question[i];
        }

        assertThat(distances(question, question, opposite)).containsExactly(0, 2 * length);
        assertThat(SignBitCode.maxDistance(length)).isEqualTo(3 * length);
        assertThat(SignBitCode.words(length)).isEqualTo((int) Math.ceil(length / 32.0));
    }

    @Test
    void theSignsOfARoundedVectorAreItsOwn() {
        float[] vector = gaussian(new Random(1), 70);

        assertThat(SignBitCode.signs(VectorBytes.rounded(VectorBytes.of(vector)), 70))
                .isEqualTo(SignBitCode.signs(vector));
    }

    @Test
    void anEstimateIsAboveTheCosineByItsMargin() {
        Random random = new Random(2);
        int length = 384;
        float[] question = gaussian(random, length);
        SignBitCode code = new SignBitCode(question);
        double margins = 0;
        int tooLow = 0;
        int rows = 200;
        for (int row = 0; row < rows; row++) {
            float[] noise = gaussian(random, length);
            double cosine = 0.2 + 0.5 * random.nextDouble();
            double squares = 0;
            float[] vector = new float[length];
            for (int i = 0; i < length; i++) {
                vector[i] = (float) (cosine * question[i] + Math.sqrt(1 - cosine * cosine) * noise[i]);
                squares += vector[i] * vector[i];
            }
            double exact = 0;
            for (int i = 0; i < length; i++) {
                exact += question[i] * vector[i] / Math.sqrt(squares);
            }
            double estimate = code.upperEstimate(distances(question, vector)[0]);
            margins += estimate - exact;
            tooLow += estimate < exact ? 1 : 0;
        }

        assertThat(margins / rows).isCloseTo(1.8 / Math.sqrt(length), within(0.02));
        assertThat(tooLow).isLessThan(rows / 20);
    }

    @Test
    void anEstimateIsBetweenZeroAndOne() {
        SignBitCode code = new SignBitCode(gaussian(new Random(3), 64));

        assertThat(code.upperEstimate(0)).isEqualTo(1);
        assertThat(code.upperEstimate(SignBitCode.maxDistance(64))).isZero();
        assertThat(new SignBitCode(new float[64]).upperEstimate(5)).isCloseTo(1.8 / 8, within(1e-9));
    }
}
