package dev.commonground.recall;

import java.util.Arrays;

/** What BM25 makes of a term's frequency in a passage of a given length, 0 to {@code K1 + 1}. */
final class Bm25 {

    /** Saturation and length, the values of Robertson and Zaragoza, 2009, section 3.5. */
    private static final double K1 = 1.2;

    private static final double B = 0.75;

    /** Lengths up to here are looked up; longer passages are rare. */
    private static final int TABLE = 128;

    private final double averageLength;
    private final double[] once = new double[TABLE];

    Bm25(double averageLength) {
        this.averageLength = averageLength;
        Arrays.setAll(once, length -> computed(1, length));
    }

    double gain(int frequency, int length) {
        return frequency == 1 && length < TABLE ? once[length] : computed(frequency, length);
    }

    private double computed(int frequency, int length) {
        return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / averageLength));
    }
}
