package dev.commonground.crew.check;

import static dev.commonground.crew.check.Memories.constraint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GuardrailsTest {

    static Answer answer(String text, Memory... binding) {
        return new Answer("draft", "writer", 1, text, List.of(binding));
    }

    @Nested
    class MeetsConstraints {

        final Guardrail guardrail = Guardrails.meetsConstraints();

        @Test
        void refusesViolationsOfConstraintsAndPreferences() {
            assertThat(guardrail.name()).isEqualTo("meetsConstraints");
            assertThat(guardrail.refusals(answer(
                            "Hey there",
                            constraint("max_words", "1"),
                            Memories.of(Kind.PREFERENCE, "tone", "formal", "likes it formal"))))
                    .containsExactly(
                            "max_words = 1: 2 words, at most 1 allowed", "tone = formal: not formal: remove hey");
        }

        @Test
        void acceptsAnswersWithUncheckedConstraints() {
            assertThat(guardrail.refusals(answer(
                            "Hey",
                            constraint("deadline", "Friday"),
                            constraint("tone", "upbeat"),
                            Memories.of(Kind.CONSTRAINT, null, null, "no greetings"),
                            Memories.of(Kind.DECISION, "tone", "formal", "formal it is"))))
                    .isEmpty();
        }

        @Test
        void followsTheLimitWhenItChanges() {
            String text = ConstraintCheckTest.words(400);

            assertThat(guardrail.refusals(answer(text, constraint("max_words", "500"))))
                    .isEmpty();
            assertThat(guardrail.refusals(answer(text, constraint("max_words", "300"))))
                    .containsExactly("max_words = 300: 400 words, at most 300 allowed");
        }
    }

    @Test
    void notBlankRefusesMarksWithoutWords() {
        assertThat(Guardrails.notBlank().refusals(answer("---\n* *")))
                .containsExactly("the answer is blank: write it out");
        assertThat(Guardrails.notBlank().refusals(answer("7"))).isEmpty();
    }

    @Test
    void aGuardrailOfOnesOwnHasANameAndReasons() {
        Guardrail own = Guardrails.of("signed", answer -> List.of("sign it, " + answer.agent()));

        assertThat(own.name()).isEqualTo("signed");
        assertThat(own.refusals(answer("text"))).containsExactly("sign it, writer");
    }
}
