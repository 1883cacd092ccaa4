package dev.commonground.crew.check;

import static dev.commonground.crew.check.Memories.constraint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void countsChecksByResult() {
        Verdict verdict = Verdict.of(
                List.of(
                        constraint("tone", "formal"),
                        constraint("max_words", "2"),
                        constraint("deadline", "Friday"),
                        Memories.of(Kind.PREFERENCE, "include: ROI", "required", "likes ROI"),
                        Memories.of(Kind.DECISION, "include: logo", "required", "use the logo"),
                        Memories.of(Kind.FINDING, "include: date", "required", "there is a date")),
                "The ROI is high.");

        assertThat(verdict.lines())
                .containsExactly(
                        "UNCHECKED deadline = Friday: no rule for this key",
                        "MET \"include: ROI\" = required: \"ROI\" occurs",
                        "VIOLATED max_words = 2: 4 words, at most 2 allowed",
                        "MET tone = formal: formal: no contraction, exclamation mark or casual word");
        assertThat(verdict).hasToString("4 found: 2 met, 1 violated, 1 unchecked");
        assertThat(verdict.found()).isEqualTo(4);
    }

    @Nested
    class Conflicts {

        final Memory long_ = constraint("max_words", "500");
        final Memory short_ = constraint("max_words", "3");

        @Test
        void areReportedOnceAndLeftOpen() {
            assertThat(Verdict.of(List.of(long_, short_), "one two three four").lines())
                    .containsExactly("UNCHECKED max_words = 3: in conflict, 3 against 500, and nobody has settled it");
        }

        @Test
        void areViolatedByATextThatMeetsNoSide() {
            assertThat(Verdict.of(List.of(constraint("max_words", "2"), short_), "one two three four")
                            .lines())
                    .containsExactly(
                            "VIOLATED max_words = 2: in conflict, 2 against 3, and the text meets none: 4 words, at most 2 allowed");
        }

        @Test
        void areNoneWhenTheValuesAgree() {
            Memory preferred = Memories.of(Kind.PREFERENCE, "max_words", "3", "brevity");

            assertThat(Verdict.of(List.of(short_, preferred), "one").met()).isEqualTo(2);
        }
    }
}
