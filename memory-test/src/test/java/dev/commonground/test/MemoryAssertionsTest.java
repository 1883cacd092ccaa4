package dev.commonground.test;

import static dev.commonground.test.MemoryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.Step;
import dev.commonground.StepRequest;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The assertions hold and fail for the right memories, and say what is there instead. */
@ExtendWith(MemoryExtension.class)
class MemoryAssertionsTest {

    private final TestMemory memory;

    MemoryAssertionsTest(TestMemory memory) {
        this.memory = memory;
    }

    private SharedMemory shared() {
        return memory.shared();
    }

    private AgentMemory agent(String name) {
        return shared().task("q3").agent(name);
    }

    /** The researcher learns the limit in the node {@code research}. */
    @BeforeEach
    void research() {
        Step step = shared().begin(StepRequest.builder("q3", "research", "thread-1")
                .agent("researcher")
                .build());
        step.memory()
                .remember(Draft.constraint("Keep it to 500 words")
                        .key("max_words", "500")
                        .evidence("no more than 500 words")
                        .build());
        step.commit();
    }

    @Nested
    class Knows {

        @Test
        void anAgentKnowsWhatAColleagueLearnedAndSinceWhen() {
            assertThat(memory)
                    .task("q3")
                    .agent("editor")
                    .knows("500 words")
                    .since("research")
                    .from("researcher")
                    .recordedBy("researcher")
                    .ofKind(Kind.CONSTRAINT)
                    .with("max_words", "500")
                    .because("no more than 500 words")
                    .and()
                    .doesNotKnow("800 words")
                    .hasNoConflicts();
        }

        @Test
        void whatIsMissingIsToldWithWhatIsThere() {
            assertThatThrownBy(
                            () -> assertThat(memory).task("q3").agent("editor").knows("800 words"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("""
                            editor on the task q3 knows no "800 words", but 1 memory:
                              CONSTRAINT max_words = 500: Keep it to 500 words (researcher; task q3; live)""");
        }

        @Test
        void nothingIsToldAsNothing() {
            assertThatThrownBy(
                            () -> assertThat(memory).task("q4").agent("editor").knows("500 words"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("editor on the task q4 knows no \"500 words\", but nothing");
        }

        @Test
        void anothersPrivateNoteIsNamedAsTheReason() {
            agent("researcher").privately().remember("The client pays 100 % late");

            assertThatThrownBy(
                            () -> assertThat(memory).task("q3").agent("editor").knows("pays 100 % late"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageEndingWith(
                            "\nBut researcher has it in private notes, which nobody else reads: let researcher write it to the task.");
            assertThat(memory).task("q3").agent("researcher").knows("pays 100 % late");
        }

        @Test
        void anAudienceIsNamedAsTheReason() {
            agent("researcher")
                    .remember(Draft.finding("The margin is 12 percent")
                            .audience(Audience.of(Audience.Member.agent("researcher")))
                            .build());

            assertThatThrownBy(
                            () -> assertThat(memory).task("q3").agent("editor").knows("margin"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageEndingWith("\nBut researcher reads it, so its audience leaves this reader out.");
        }

        @Test
        void anotherNodeAuthorKindKeyOrReasonIsToldWithTheRightOne() {
            KnownMemoryAssert known =
                    assertThat(memory).task("q3").agent("editor").knows("500 words");

            assertThatThrownBy(() -> known.since("draft"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("""
                            editor on the task q3 knows "500 words", but not since draft. It has research:
                              CONSTRAINT max_words = 500: Keep it to 500 words (researcher; task q3; live)""");
            assertThatThrownBy(() -> known.since("research").from("writer"))
                    .hasMessageStartingWith(
                            "editor on the task q3 knows \"500 words\" since research, but not from writer. It has researcher:");
            assertThatThrownBy(() -> known.recordedBy("writer"))
                    .hasMessageContaining("but not recorded by writer. It has researcher:");
            assertThatThrownBy(() -> known.ofKind(Kind.FINDING))
                    .hasMessageContaining("but not of kind FINDING. It has CONSTRAINT:");
            assertThatThrownBy(() -> known.with("max_words", "800"))
                    .hasMessageContaining("but not with max_words = 800. It has max_words = 500:");
            assertThatThrownBy(() -> known.because("at least"))
                    .hasMessageContaining("but not because \"at least\". It has \"no more than 500 words\":");
        }

        @Test
        void oneAssertionMustHaveAllOfIt() {
            agent("writer")
                    .remember(Draft.constraint("Keep it to 500 words")
                            .key("max_words", "500")
                            .build());

            KnownMemoryAssert known =
                    assertThat(memory).task("q3").agent("editor").knows("500 words");

            known.from("writer");
            known.since("research");
            assertThatThrownBy(() -> known.since("research").from("writer")).isInstanceOf(AssertionError.class);
        }

        @Test
        void whatShouldNotBeKnownIsShown() {
            assertThatThrownBy(() -> assertThat(memory).task("q3").person("ada").doesNotKnow("500 words"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("ada on the task q3 should not know \"500 words\", but knows 1 memory:");
        }

        @Test
        void usersAndAgentsHaveMemoriesOutsideOfTasks() {
            shared().user("ada").prefer("Ada likes tea");
            shared().agent("writer").remember("The pricing tool needs net amounts");

            assertThat(memory).user("ada").knows("likes tea").from("ada");
            assertThat(memory).agent("writer").knows("net amounts").and().doesNotKnow("tea");
            assertThat(shared()).task("q3").forUser("ada").agent("editor").knows("tea");
            assertThatThrownBy(() -> assertThat(memory).user("bo").knows("tea"))
                    .hasMessage("bo knows no \"tea\", but nothing");
        }
    }

    @Nested
    class Phrases {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                500 words | Keep it to  500\tWORDS | true
                500 words | Keep it to 1500 words | false
                500 words | Keep it to 1,500 words | false
                500       | Keep it to 500.5 words | false
                500       | It is 500. Or 501 | true
                word      | Keep it to 500 words | false
                (net)     | All prices (net) | true
                \u6771\u4eac | \u79c1\u306f\u6771\u4eac\u306b\u4f4f\u3080 | true
                \u00fcber | \u00dcber alles | true
                """)
        void matchWholeWordsAndNumbers(String phrase, String text, boolean found) {
            agent("researcher").remember(text);

            assertThat(agent("researcher").list().stream()
                            .filter(known -> known.kind() == Kind.FINDING)
                            .anyMatch(new Phrase(phrase)::occursIn))
                    .isEqualTo(found);
        }

        @Test
        void matchAKeyWithItsValue() {
            assertThat(memory).task("q3").agent("editor").knows("max_words = 500");
        }

        @Test
        void mayNotBeBlank() {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> assertThat(memory).task("q3").agent("editor").knows(" "))
                    .withMessage("The phrase is blank, so every memory has it: pass some words");
        }
    }

    @Nested
    class Conflicts {

        private void contradict() {
            agent("researcher")
                    .remember(Draft.finding("The tone is formal")
                            .key("tone", "formal")
                            .build());
            agent("seller")
                    .remember(Draft.finding("The tone is casual")
                            .key("tone", "casual")
                            .build());
        }

        @Test
        void areFoundOnTheTaskAndByItsAgents() {
            assertThat(memory).task("q3").hasNoConflicts().agent("editor").hasNoConflicts();
            contradict();

            assertThat(memory).task("q3").hasConflictOver("tone");
            assertThatThrownBy(() -> assertThat(memory).task("q3").hasNoConflicts())
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("""
                            The task q3 has a conflict:
                             over tone
                              FINDING tone = casual: The tone is casual (seller; task q3; live)
                              FINDING tone = formal: The tone is formal (researcher; task q3; live)""");
            assertThatThrownBy(
                            () -> assertThat(memory).task("q3").agent("editor").hasNoConflicts())
                    .hasMessageStartingWith("editor on the task q3 has a conflict:");
        }

        @Test
        void thatAreMissingAreToldWithTheOthers() {
            assertThatThrownBy(() -> assertThat(memory).task("q3").hasConflictOver("budget"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("The task q3 has no conflict over budget, but none at all");
            contradict();
            assertThatThrownBy(() -> assertThat(memory).task("q3").hasConflictOver("budget"))
                    .hasMessage("The task q3 has no conflict over budget, but over tone");
        }
    }

    @Nested
    class Shown {

        @Test
        void aBriefingTellsAndARecallFinds() {
            agent("editor").brief("check the draft");
            agent("writer").recall("words", 3);

            assertThat(memory)
                    .task("q3")
                    .agent("editor")
                    .wasBriefedWith("500 words")
                    .neverSaw("800 words");
            assertThat(memory).task("q3").agent("writer").recalled("500 words");
            assertThatThrownBy(
                            () -> assertThat(memory).task("q3").agent("editor").neverSaw("500 words"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith(
                            "editor on the task q3 should never see \"500 words\", but a briefing showed it 1 memory:");
            assertThatThrownBy(
                            () -> assertThat(memory).task("q3").agent("writer").neverSaw("500 words"))
                    .hasMessageContaining("but a recall showed it 1 memory:");
        }

        @Test
        void whatWasNotToldIsToldWithWhatWas() {
            assertThatThrownBy(
                            () -> assertThat(memory).task("q3").agent("editor").wasBriefedWith("500 words"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("editor on the task q3 was never briefed, so nothing told it \"500 words\"");
            assertThatThrownBy(
                            () -> assertThat(memory).task("q3").agent("editor").recalled("500 words"))
                    .hasMessage("editor on the task q3 never recalled anything, so it did not find \"500 words\"");
            agent("editor").brief("check");
            agent("editor").recall("colour", 3);
            assertThatThrownBy(
                            () -> assertThat(memory).task("q3").agent("editor").wasBriefedWith("800 words"))
                    .hasMessageStartingWith(
                            "editor on the task q3 was briefed 1 times without \"800 words\", but with 1 memory:");
            assertThatThrownBy(
                            () -> assertThat(memory).task("q3").agent("editor").recalled("800 words"))
                    .hasMessageStartingWith("editor on the task q3 asked [colour] and did not find \"800 words\", but");
        }

        @Test
        void onAnotherTaskDoesNotCount() {
            shared().task("q4").agent("editor").remember("The limit is 500 words");
            shared().task("q4").agent("editor").brief("check");

            assertThat(memory).task("q3").agent("editor").neverSaw("500 words");
        }

        @Test
        void isUnknownWithoutARecorder() {
            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            assertThat(shared()).task("q3").agent("editor").neverSaw("x"))
                    .withMessageStartingWith("Nobody recorded who was shown what: call assertThat with a TestMemory");
            assertThat(shared(), memory.recorder()).task("q3").agent("editor").neverSaw("x");
        }
    }

    @Test
    void aSecondHandleSeesTheContentAndRecordsForItself() {
        try (TestMemory other = memory.again()) {
            assertThat(other).task("q3").agent("editor").knows("500 words");
            other.shared().task("q3").agent("editor").brief("check");
            assertThat(other).task("q3").agent("editor").wasBriefedWith("500 words");
            assertThat(memory).task("q3").agent("editor").neverSaw("500 words");
        }
    }
}
