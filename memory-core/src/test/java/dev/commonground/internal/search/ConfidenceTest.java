package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfidenceTest {

    private static final double FLOOR = 0.2;

    @Test
    void growsTheLessLikelyTheFitIsByChance() {
        assertThat(Confidence.of(0.01, 0)).isGreaterThan(Confidence.of(0.1, 0));
        assertThat(Confidence.of(0, 0)).isBetween(0.7, 0.8);
    }

    @Test
    void growsWithTheDistanceToTheNext() {
        assertThat(Confidence.of(0.05, 1)).isGreaterThan(FLOOR);
        assertThat(Confidence.of(0.05, -1)).isLessThan(FLOOR);
        assertThat(Confidence.of(0.05, -9)).isEqualTo(Confidence.of(0.05, -2));
    }

    @Test
    void isTheFloorForFourTenthsOfTheWordsWithoutAModel() {
        assertThat(Confidence.ofWords(0.4)).isGreaterThanOrEqualTo(FLOOR);
        assertThat(Confidence.ofWords(0.39)).isLessThan(FLOOR);
        assertThat(Confidence.ofWords(1.4)).isEqualTo(1);
    }
}
