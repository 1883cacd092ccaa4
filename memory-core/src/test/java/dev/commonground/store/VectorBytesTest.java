package dev.commonground.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorBytesTest {

    private static float[] unit(int length, double norm) {
        Random random = new Random(length);
        float[] vector = new float[length];
        double squares = 0;
        for (int i = 0; i < length; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < length; i++) {
            vector[i] *= (float) (norm / Math.sqrt(squares));
        }
        return vector;
    }

    private static byte[] floats(float... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return bytes.array();
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "63, 252", "64, 89", "65, 93", "66, 93", "67, 93", "384, 489", "65535, 81929", "65536, 262144"})
    void haveALengthThatTellsTheFormsApart(int dimension, int length) {
        byte[] bytes = VectorBytes.of(unit(dimension, 1));

        assertThat(bytes).hasSize(length);
        assertThat(VectorBytes.dimension(bytes)).isEqualTo(dimension);
        assertThat(VectorBytes.isIntact(bytes)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0.98, 256", "0.995, 89", "1.005, 89", "1.02, 256", "0, 256"})
    void areRoundedOnlyIfTheVectorHasTheLengthOne(double norm, int length) {
        assertThat(VectorBytes.of(unit(64, norm))).hasSize(length);
    }

    /** The bytes are in files, so the form never changes. */
    @Test
    void haveAMarkADimensionAChecksumAStepAndTheLevels() {
        float[] vector = new float[64];
        Arrays.fill(vector, 0.125f);

        byte[] bytes = VectorBytes.of(vector);

        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("0a4000c70520408039" + "7f".repeat(64) + "ff".repeat(16));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 63, 64, 65, 384})
    void giveTheVectorBackExceptForRounding(int dimension) {
        float[] vector = unit(dimension, 1);
        byte[] bytes = VectorBytes.of(vector);

        float[] read = VectorBytes.read(bytes);

        float halfAStep = dimension < 64 ? 0 : VectorBytes.step(bytes) / 2;
        for (int i = 0; i < dimension; i++) {
            assertThat(read[i]).isCloseTo(vector[i], within(halfAStep + 1e-7f));
        }
    }

    @Test
    void useAllLevelsFromTheSmallestToTheLargest() {
        float[] vector = unit(64, 1);
        int largest = 0;
        for (int i = 0; i < vector.length; i++) {
            largest = Math.abs(vector[i]) > Math.abs(vector[largest]) ? i : largest;
        }
        float[] opposite = vector.clone();
        for (int i = 0; i < vector.length; i++) {
            opposite[i] = -vector[i];
        }

        int level = VectorBytes.level(VectorBytes.of(vector), 64, largest);
        int other = VectorBytes.level(VectorBytes.of(opposite), 64, largest);

        assertThat(level).isEqualTo(vector[largest] > 0 ? 511 : -511);
        assertThat(other).isEqualTo(-level);
    }

    @Test
    void areNotChangedByASecondRounding() {
        byte[] once = VectorBytes.of(unit(384, 1));

        assertThat(VectorBytes.of(VectorBytes.read(once))).isEqualTo(once);
        assertThat(VectorBytes.rounded(once)).isSameAs(once);
    }

    @Test
    void ofFloatsCanBeRoundedLater() {
        float[] vector = unit(384, 1);

        assertThat(VectorBytes.rounded(floats(vector))).isEqualTo(VectorBytes.of(vector));
    }

    @Test
    void areDamagedIfAByteOfTheRoundedFormIsChanged() {
        byte[] bytes = VectorBytes.of(unit(64, 1));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;

            assertThat(VectorBytes.isIntact(changed)).as("byte " + i).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 9, 13, 85})
    void areDamagedIfTheyAreCutOff(int length) {
        assertThat(VectorBytes.isIntact(Arrays.copyOf(VectorBytes.of(unit(64, 1)), length)))
                .isFalse();
    }

    /** The first number of an encrypted vector is a count. */
    @ParameterizedTest
    @CsvSource({
        "0.6, 0.8, true",
        "3000, -1, true",
        "3000, 1.01, true",
        "0.6, 1.02, false",
        "0.6, -1.02, false",
        "NaN, 0.8, false",
        "0.6, NaN, false",
        "Infinity, 0.8, false"
    })
    void inFullAreIntactIfTheirNumbersArePossible(float first, float second, boolean intact) {
        assertThat(VectorBytes.isIntact(floats(first, second, 0))).isEqualTo(intact);
        assertThat(VectorBytes.isIntact(floats(first, 0, second))).isEqualTo(intact);
    }
}
