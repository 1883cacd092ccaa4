package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.SharedMemory;
import dev.commonground.crew.check.Answer;
import dev.commonground.crew.check.Guardrail;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.test.ScriptedChatModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A guardrail that does not work accepts no answer, and the messages name it. */
class GuardrailFaultsTest {

    @TempDir
    Path directory;

    SharedMemory memory;

    @BeforeEach
    void open() {
        memory = Crews.memory(directory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    /** Returns a crew whose model writes a memory and an answer in each of {@code attempts} attempts. */
    private Crew crew(Guardrail guardrail, int attempts) {
        ScriptedChatModel writer = new ScriptedChatModel();
        for (int attempt = 1; attempt <= attempts; attempt++) {
            writer.remembers("decision", "tone", "formal", "Write formally").says("Draft " + attempt);
        }
        return Crew.builder("proposal")
                .tasks(task("draft", agent("writer", writer).build())
                        .guardrail(guardrail)
                        .maxRetries(attempts - 1)
                        .build())
                .memory(memory)
                .build();
    }

    private void remembersNothing() {
        assertThat(memory.task("q3").agent("writer").list()).isEmpty();
    }

    @SuppressWarnings("NullAway") // guardrails of users are not checked
    static Stream<List<String>> withoutAReason() {
        return Stream.of(
                List.of(""), List.of(" \n\t"), List.of("\u00a0"), List.of("\u200b \u3000"), Arrays.asList(null, null));
    }

    @ParameterizedTest
    @MethodSource("withoutAReason")
    void refusesWithoutAReason(List<String> reasons) {
        Crew crew = crew(Guardrails.of("signed", answer -> reasons), 2);

        assertThatThrownBy(() -> crew.kickoff(Run.id("q3")))
                .isInstanceOfSatisfying(GuardrailFailedException.class, failed -> {
                    assertThat(failed.attempts()).isEqualTo(2);
                    assertThat(failed.reasons())
                            .containsExactly("the guardrail signed refused the answer and gave no reason");
                });

        assertThat(crew.timeline("q3").all(CrewEvent.Checked.class))
                .extracting(CrewEvent.Checked::refusals)
                .containsExactly(List.of("the guardrail signed refused the answer and gave no reason"));
        remembersNothing();
    }

    @Test
    void leavesOutABlankReasonBesideOthers() {
        Crew crew = crew(Guardrails.of("signed", answer -> List.of("sign \n it", "")), 1);

        assertThatThrownBy(() -> crew.kickoff(Run.id("q3")))
                .isInstanceOfSatisfying(
                        GuardrailFailedException.class,
                        failed -> assertThat(failed.reasons()).containsExactly("sign it"));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of((Function<Answer, List<String>>) answer -> null, "it returned null"),
                Arguments.of(
                        (Function<Answer, List<String>>) answer -> {
                            throw new IllegalArgumentException("no network");
                        },
                        "java.lang.IllegalArgumentException: no network"),
                Arguments.of(
                        (Function<Answer, List<String>>) answer -> {
                            throw new AssertionError("expected a signature");
                        },
                        "java.lang.AssertionError: expected a signature"),
                Arguments.of(
                        (Function<Answer, List<String>>) answer -> {
                            throw new StackOverflowError();
                        },
                        "java.lang.StackOverflowError"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void stopsTheRunAndNamesTheGuardrail(Function<Answer, List<String>> rule, String fault) {
        Crew crew = crew(Guardrails.of("signed", rule), 1);

        assertThatThrownBy(() -> crew.kickoff(Run.id("q3")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Guardrail signed of task draft failed, so the answer of agent writer is not accepted: %s. Correct the guardrail, and resume the run"
                                .formatted(fault));

        assertThat(crew.progress("q3")).isEqualTo(Crew.Progress.UNFINISHED);
        remembersNothing();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void leavesARunThatACorrectedCrewFinishes(Function<Answer, List<String>> rule, String fault) {
        Crew faulty = crew(Guardrails.of("signed", rule), 1);
        assertThatThrownBy(() -> faulty.kickoff(Run.id("q3"))).hasMessageContaining(fault);

        assertThat(crew(Guardrails.of("signed", answer -> List.of()), 1)
                        .resume("q3")
                        .text())
                .isEqualTo("Draft 1");
    }

    @Test
    void hasANameEvenWithoutOne() {
        Guardrail nameless = new Guardrail() {
            @Override
            @SuppressWarnings("NullAway") // guardrails of users are not checked
            public String name() {
                return null;
            }

            @Override
            public List<String> refusals(Answer answer) {
                return List.of("");
            }
        };

        assertThatThrownBy(() -> crew(nameless, 1).kickoff(Run.id("q3")))
                .isInstanceOf(GuardrailFailedException.class)
                .hasMessageContaining(
                        "the guardrail %s refused the answer and gave no reason",
                        nameless.getClass().getName());
    }
}
