package dev.commonground.recall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScoreTest {

    private static Score score(double similarity, double keywords) {
        return new Score(0.9, similarity, keywords, 1, false, false, false, false);
    }

    @Test
    void isRelevantByTheMeanOfSimilarityAndKeywords() {
        assertThat(score(0.4, 0.4).clears(Floor.RELEVANT)).isTrue();
        assertThat(score(0.4, 0.39).clears(Floor.RELEVANT)).isFalse();
        assertThat(score(0.6, 0).clears(Floor.RELEVANT)).isFalse();
        assertThat(score(0, 0.4).clears(Floor.RELEVANT)).isTrue();
        assertThat(score(0, 0.39).clears(Floor.RELEVANT)).isFalse();
    }

    @Test
    void isRelevantWithALowerMeanIfTheAuthorIsNamed() {
        assertThat(new Score(0, 0.25, 0.25, 0, false, false, true, false).clears(Floor.RELEVANT))
                .isTrue();
        assertThat(new Score(0, 0.25, 0.24, 0, false, false, true, false).clears(Floor.RELEVANT))
                .isFalse();
    }

    @Test
    void isRelevantIfTheMemoryOrItsKindIsNamed() {
        assertThat(new Score(0, 0, 0, 0, true, false, false, false).clears(Floor.RELEVANT))
                .isTrue();
        assertThat(new Score(0, 0, 0, 0, false, true, false, false).clears(Floor.RELEVANT))
                .isTrue();
    }

    @Test
    void isRelatedByEitherSimilarityOrKeywords() {
        assertThat(score(0.25, 0).clears(Floor.RELATED)).isTrue();
        assertThat(score(0, 0.3).clears(Floor.RELATED)).isTrue();
        assertThat(score(0.24, 0.29).clears(Floor.RELATED)).isFalse();
        assertThat(score(0, 0).clears(Floor.NONE)).isTrue();
    }
}
