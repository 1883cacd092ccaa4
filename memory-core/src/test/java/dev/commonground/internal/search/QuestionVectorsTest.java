package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionVectorsTest {

    private final QuestionVectors vectors = new QuestionVectors();
    private final List<String> embedded = new ArrayList<>();

    private float[] ask(String question) {
        return vectors.of(question, () -> {
            embedded.add(question);
            return new float[] {embedded.size()};
        });
    }

    @Test
    void aRepeatedQuestionIsNotEmbeddedAgain() {
        assertThat(ask("When?")).containsExactly(1);
        assertThat(ask("Who?")).containsExactly(2);
        assertThat(ask("When?")).containsExactly(1);
        assertThat(embedded).containsExactly("When?", "Who?");
    }

    @Test
    void theQuestionThatWasNotAskedForLongestIsForgotten() {
        for (int i = 0; i < QuestionVectors.MOST; i++) {
            ask("Question " + i);
        }
        ask("Question 0");
        ask("One more");
        embedded.clear();

        ask("Question 0");
        ask("One more");
        ask("Question 2");
        assertThat(embedded).isEmpty();
        ask("Question 1");
        assertThat(embedded).containsExactly("Question 1");
    }

    @Test
    void afterAnErasureEveryQuestionIsEmbeddedAgain() {
        ask("When?");
        vectors.clear();
        ask("When?");

        assertThat(embedded).hasSize(2);
    }

    @Test
    void aQuestionAskedBeforeAnErasureIsNotKept() {
        vectors.of("When?", () -> {
            vectors.clear();
            return new float[] {0};
        });

        assertThat(ask("When?")).containsExactly(1);
    }
}
