package dev.commonground.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.recall.Match.Score;
import dev.commonground.recall.RecallRequest.Floor;
import org.junit.jupiter.api.Test;

class ScoreTest {

    private static Score score(double lift, double behind, double confidence) {
        return new Score(0.9, 0.9, 0.9, 1, lift, behind, confidence, true, true, true, true);
    }

    @Test
    void isRelatedByItsLiftAndItsDistanceToTheBest() {
        assertThat(score(0, 3.5, 0).clears(Floor.RELATED)).isTrue();
        assertThat(score(-0.01, 0, 1).clears(Floor.RELATED)).isFalse();
        assertThat(score(9, 3.51, 1).clears(Floor.RELATED)).isFalse();
    }

    @Test
    void isRelevantIfItProbablyAnswers() {
        assertThat(score(0, 0, 0.2).clears(Floor.RELEVANT)).isTrue();
        assertThat(score(9, 0, 0.199).clears(Floor.RELEVANT)).isFalse();
    }

    @Test
    void whatIsRelevantIsRelated() {
        assertThat(score(-0.01, 0, 1).clears(Floor.RELEVANT)).isFalse();
        assertThat(score(9, 3.51, 1).clears(Floor.RELEVANT)).isFalse();
    }

    @Test
    void clearsNoFloorAtAll() {
        assertThat(score(-3, 9, 0).clears(Floor.NONE)).isTrue();
    }
}
