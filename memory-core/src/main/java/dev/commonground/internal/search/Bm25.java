package dev.commonground.internal.search;

import java.util.Arrays;

/** The saturation function of BM25: maps a term's frequency in a passage and the passage's length to a gain. */
final class Bm25 {

    /** The usual values of the two parameters (Robertson and Zaragoza, 2009, section 3.5). */
    private static final double K1 = 1.2;

    private static final double B = 0.75;

    /** The gains of shorter passages are precomputed; longer passages are rare. */
    private static final int PRECOMPUTED_LENGTHS = 128;

    private final double averageLength;

    /** The gains of a term that occurs once, by the length of the passage. */
    private final double[] singleOccurrence = new double[PRECOMPUTED_LENGTHS];

    Bm25(double averageLength) {
        this.averageLength = averageLength;
        Arrays.setAll(singleOccurrence, length -> compute(1, length));
    }

    /** Returns the gain of a term, 0 to {@code K1 + 1}. */
    double gain(int frequency, int length) {
        return frequency == 1 && length < PRECOMPUTED_LENGTHS ? singleOccurrence[length] : compute(frequency, length);
    }

    private double compute(int frequency, int length) {
        return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / averageLength));
    }
}
