package dev.commonground.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowthExponentTest {

    @ParameterizedTest
    @CsvSource({"70, 70, 70, 0, FLAT", "5, 10, 20, 1, LINEAR", "3, 12, 48, 2, WORSE", "80, 40, 20, -1, FLAT"})
    void namesTheGrowthOfCosts(double n, double twice, double fourTimes, double exponent, Growth growth) {
        double fitted = Growth.exponent(n, twice, fourTimes);

        assertThat(fitted).isCloseTo(exponent, within(1e-9));
        assertThat(Growth.of(fitted)).isEqualTo(growth);
    }

    @Test
    void takesCostsBelowOneAsOne() {
        assertThat(Growth.exponent(0, 0.5, 1)).isZero();
    }
}
