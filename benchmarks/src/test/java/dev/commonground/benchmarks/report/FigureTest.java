package dev.commonground.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void theBoundOfAGoalStillMeetsIt() {
        Figure figure = Figure.of("recall", 2.5, "ms");

        assertThat(figure.atMost(2.5).met()).isTrue();
        assertThat(figure.atMost(2.4).met()).isFalse();
        assertThat(figure.atLeast(2.5).met()).isTrue();
        assertThat(figure.atLeast(2.6).met()).isFalse();
    }

    @Test
    void aFigureWithoutAGoalIsNeitherMetNorMissed() {
        Figure figure = Figure.of("embedding of a query", 2.5, "ms");

        assertThat(figure.met()).isTrue();
        assertThat(figure).asString().doesNotContain("met", "MISSED");
    }

    @Test
    void aLineContainsGoalLimitAndVerdict() {
        Figure figure = Figure.of("remember", 1234, "x").atMost(12.5).limit("fdatasync", 1);

        assertThat(figure.toString().replaceAll(" +", " "))
                .isEqualTo("remember 1,234 x goal at most 12.5 x limit 1.000 x (fdatasync) MISSED");
    }
}
