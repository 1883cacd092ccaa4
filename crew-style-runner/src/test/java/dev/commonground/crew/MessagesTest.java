package dev.commonground.crew;

import static dev.commonground.crew.Crews.NOON;
import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.SharedMemory;
import dev.commonground.crew.check.ConstraintCheck;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.crew.event.ConsoleProgress;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.EventJson;
import dev.commonground.crew.event.MemoryRef;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.test.ScriptedChatModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exact texts of messages, especially with a number or an article. */
class MessagesTest {

    final Instant at = NOON.instant();

    @TempDir
    Path directory;

    static String line(CrewEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ConsoleProgress.to(new PrintStream(bytes, true, StandardCharsets.UTF_8)).on(event);
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void countOneInTheSingular() {
        List<MemoryRef> shown = List.of(new MemoryRef("m", Kind.FINDING, "one"));

        assertThat(line(new CrewEvent.Briefed(at, "t", "a", shown, 1, 0, 1, 0)))
                .isEqualTo("brief v0: 1 finding, 1 conflict, 1 token");
        assertThat(line(new CrewEvent.ToolCalled(at, "t", "a", 1, "add", "1", 1)))
                .isEqualTo("tool add(1) -> 1 char");
        assertThat(line(new CrewEvent.TaskFinished(at, "t", "a", 1, "x", 1, 1)))
                .isEqualTo("done  1 attempt, 1 char, 0 tok in / 0 out  memory v1 (1)");
        assertThat(line(new CrewEvent.RunFinished(at, "q3", 1, "", List.of(), List.of(), List.of(), List.of())))
                .isEqualTo("done  run q3  1 attempt");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventJson.read("x"))
                .withMessage("A text of 1 character is not an event: pass a text that write(...) returned");
    }

    @Test
    void countMoreInThePlural() {
        List<MemoryRef> shown =
                List.of(new MemoryRef("m", Kind.FINDING, "one"), new MemoryRef("n", Kind.FINDING, "two"));

        assertThat(line(new CrewEvent.Briefed(at, "t", "a", shown, 2, 2, 2, 0)))
                .isEqualTo("brief v0: 2 findings, 2 conflicts, 2 left out, 2 tokens");
        assertThat(line(new CrewEvent.TaskFinished(at, "t", "a", 2, "xy", 1, 1)))
                .isEqualTo("done  2 attempts, 2 chars, 0 tok in / 0 out  memory v1 (1)");
    }

    @Test
    void ofChecksCountWords() {
        try (SharedMemory memory = Crews.memory(directory)) {
            Memory limit = memory.task("q3")
                    .agent("a")
                    .remember(Draft.of(Kind.CONSTRAINT, "One word")
                            .key("max_words", "1")
                            .build())
                    .memory();

            assertThat(ConstraintCheck.of(limit, "one").reason()).isEqualTo("1 word, at most 1 allowed");
            assertThat(ConstraintCheck.of(limit, "one two").reason()).isEqualTo("2 words, at most 1 allowed");
        }
    }

    @Test
    void ofRefusedAnswersCountAttempts() {
        Task draft = task(
                        "draft",
                        agent("writer", new ScriptedChatModel().says("Done.")).build())
                .guardrail(Guardrails.of("no", answer -> List.of("be brief")))
                .maxRetries(0)
                .build();
        Crew crew = Crew.builder("p").tasks(draft).withoutMemory().build();

        assertThatThrownBy(() -> crew.kickoff(Run.id("q3")))
                .hasMessage("Task draft of agent writer failed after 1 attempt. The last answer was refused because: be"
                        + " brief. Nothing of it is remembered. Build the crew with a higher maxRetries or another"
                        + " model, and resume the run");
    }

    @Test
    void ofLimitsCountModelCalls() {
        Agent writer = agent("writer", new ScriptedChatModel().calls("fly", "{}"))
                .maxIterations(1)
                .build();
        Crew crew = Crew.builder("p")
                .tasks(task("draft", writer).build())
                .withoutMemory()
                .build();

        assertThatThrownBy(() -> crew.kickoff(Run.id("q3")))
                .hasMessage("Agent writer has no answer to task draft after 1 model call: raise its maxIterations or"
                        + " simplify the task or its tools, and resume the run");
    }

    @Test
    void ofCrewsSayHowToMendThem() {
        Task draft =
                task("draft", agent("writer", new ScriptedChatModel()).build()).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crew.builder("p").tasks(draft).build())
                .withMessage("Crew p has no memory: set one with memory(...), or call withoutMemory()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crew.builder("p").withoutMemory().build())
                .withMessage("Crew p has no tasks: add at least one with tasks(...)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crew.builder("p")
                        .tasks(draft)
                        .process(Process.HIERARCHICAL)
                        .withoutMemory()
                        .build())
                .withMessage("Crew p is HIERARCHICAL but has no manager: set one with manager(...)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crew.builder("p")
                        .manager(draft)
                        .process(Process.PARALLEL)
                        .withoutMemory()
                        .build())
                .withMessage("Crew p has a manager but is PARALLEL: remove the call of process(...)");
    }

    @Test
    void ofRunsSayHowToGoOn() {
        Task draft = task(
                        "draft",
                        agent("writer", new ScriptedChatModel().says("Done.")).build())
                .build();
        Crew crew = Crew.builder("p").tasks(draft).withoutMemory().build();

        assertThatThrownBy(() -> crew.resume("q3"))
                .hasMessage("There is no run q3: start it with kickoff(Run.id(\"q3\"))");
        CrewResult result = crew.kickoff(Run.id("q3"));
        assertThatThrownBy(() -> crew.kickoff(Run.id("q3")))
                .hasMessage("Run q3 is finished: get its result with resume(\"q3\"), or pass another id for a new run");
        assertThatThrownBy(() -> crew.approve("q3", "ada"))
                .hasMessage("Run q3 does not wait for a review: call progress(\"q3\") to see how far it is");
        assertThatThrownBy(() -> crew.approve("q3", "ada", " "))
                .hasMessage(
                        "The approved text is blank: pass the whole answer, or approve it with approve(run, person)");
        assertThatThrownBy(() -> crew.refuse("q3", "ada", List.of()))
                .hasMessage("An answer cannot be refused without a reason: pass at least one");
        assertThatThrownBy(() -> result.output("review"))
                .hasMessage("Run q3 has no output of a task review: its tasks with an output are [draft]");
    }
}
