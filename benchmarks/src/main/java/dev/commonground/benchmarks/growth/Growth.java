package dev.commonground.benchmarks.growth;

import java.util.Arrays;
import java.util.Locale;

/** How a cost grows with n. */
enum Growth {
    FLAT(0.2),
    LINEAR(1.2),
    WORSE(Double.POSITIVE_INFINITY);

    private final double most;

    Growth(double most) {
        this.most = most;
    }

    /** Returns the greatest exponent of this growth. A fifth is for costs beside the growing one, and for noise. */
    double most() {
        return most;
    }

    /** Returns the growth of an exponent. */
    static Growth of(double exponent) {
        return Arrays.stream(values())
                .filter(growth -> exponent <= growth.most)
                .findFirst()
                .orElse(WORSE);
    }

    /**
     * Fits {@code cost = c * n^exponent} by least squares of the logarithms, and returns the exponent.
     *
     * @param costs the costs at n, 2n, 4n and so on
     */
    static double exponent(double... costs) {
        double middle = (costs.length - 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int doubling = 0; doubling < costs.length; doubling++) {
            double x = doubling - middle;
            products += x * Math.log(Math.max(1, costs[doubling])) / Math.log(2);
            squares += x * x;
        }
        return products / squares;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
