package dev.commonground.internal.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PositionAssumptionTest {

    private final PositionAssumption assumption = new PositionAssumption();

    /** Answers without news until the assumption is allowed, and returns the number of answers. */
    private int answersNeeded() {
        int answers = 0;
        while (!assumption.isAllowed()) {
            assumption.answered(false);
            answers++;
        }
        return answers;
    }

    @Test
    void needsOneAnswerWithoutNews() {
        assertThat(answersNeeded()).isEqualTo(1);
        assumption.resolved(true);
        assertThat(assumption.isAllowed()).isTrue();

        assumption.answered(true);

        assertThat(answersNeeded()).isEqualTo(1);
    }

    @Test
    void isTheMoreCautiousTheMoreOftenItWasWrong() {
        assertThat(answersNeeded()).isEqualTo(1);
        for (int needed : new int[] {4, 16, 64, 256, 256}) {
            assumption.resolved(false);
            assertThat(answersNeeded()).isEqualTo(needed);
        }

        assumption.resolved(true);
        assumption.answered(true);

        assertThat(answersNeeded()).as("a right assumption takes one back").isEqualTo(255);
    }
}
