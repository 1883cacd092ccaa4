package dev.commonground.crew;

import static dev.commonground.crew.Crews.NOON;
import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.memory;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.SharedMemory;
import dev.commonground.crew.event.ConsoleProgress;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.CrewListener;
import dev.commonground.crew.model.ModelCallException;
import dev.commonground.memory.Memory;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bsc.langgraph4j.GraphRepresentation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that run in parallel. */
class ParallelTest {

    @TempDir
    Path directory;

    SharedMemory memory;
    final ScriptedChatModel lawyer = new ScriptedChatModel();
    final ScriptedChatModel analyst = new ScriptedChatModel();
    final ScriptedChatModel writer = new ScriptedChatModel();
    final Task legal = task("legal", agent("lawyer", lawyer).build()).build();
    final Task market = task("market", agent("analyst", analyst).build()).build();
    final Task draft = task("draft", agent("writer", writer).build()).build();

    @BeforeEach
    void open() {
        memory = memory(directory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    Crew crew(CrewListener... listeners) {
        Crew.Builder crew = Crew.builder("proposal")
                .parallel(legal, market)
                .tasks(draft)
                .memory(memory)
                .clock(NOON);
        List.of(listeners).forEach(crew::listener);
        return crew.build();
    }

    @Test
    void runAtTheSameTimeWithoutSeeingEachOtherAndMeetBeforeTheNext() {
        CountDownLatch both = new CountDownLatch(2);
        lawyer.remembers("constraint", "tone", "formal", "Be formal").then(() -> met(both, "Legal."));
        analyst.remembers("constraint", "tone", "friendly", "Be friendly").then(() -> met(both, "Market."));
        writer.says("Written.");

        CrewResult result = crew().kickoff(Run.id("q3"));

        assertThat(lawyer.user(0)).contains("Nothing is known yet");
        assertThat(analyst.user(0)).contains("Nothing is known yet");
        assertThat(writer.user(0))
                .contains(
                        "tone: CONSTRAINT tone = formal: \"Be formal\" (lawyer) | against | CONSTRAINT tone = friendly")
                .contains("task legal = done")
                .contains("task market = done");
        assertThat(result.outputs()).extracting(TaskOutput::task).containsExactly("legal", "market", "draft");
        assertThat(result.timeline().all(CrewEvent.Joined.class))
                .containsExactly(new CrewEvent.Joined(
                        NOON.instant(),
                        List.of("legal", "market"),
                        2,
                        4,
                        List.of(new CrewEvent.Disagreement("tone", List.of("formal (lawyer)", "friendly (analyst)")))));
    }

    static AiMessage met(CountDownLatch both, String text) {
        both.countDown();
        await(both);
        return AiMessage.from(text);
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSiblingOfOneThatFailedIsNotPaidForAgain() {
        CountDownLatch failed = new CountDownLatch(1);
        lawyer.then(() -> {
                    await(failed);
                    return AiMessage.from(ToolExecutionRequest.builder()
                            .id("1")
                            .name("remember")
                            .arguments("{\"text\":\"a law\"}")
                            .build());
                })
                .says("Legal.");
        analyst.then(() -> {
                    failed.countDown();
                    throw new IllegalStateException("no luck");
                })
                .says("Market.");
        writer.says("Written.");
        assertThatThrownBy(() -> crew().kickoff(Run.id("q3"))).isInstanceOf(ModelCallException.class);
        assertThat(lawyer.requests())
                .as("the lawyer ended before the run was given up")
                .hasSize(2);
        assertThat(memory.task("q3").agent("auditor").list()).isEmpty();

        CrewResult result = crew().resume("q3");

        assertThat(lawyer.requests()).hasSize(2);
        assertThat(result.text()).isEqualTo("Written.");
        assertThat(result.usage().inputTokenCount()).isEqualTo(400);
        assertThat(memory.task("q3").agent("auditor").list().stream().map(Memory::text))
                .containsExactlyInAnyOrder(
                        "a law",
                        "legal done by lawyer: Legal.",
                        "market done by analyst: Market.",
                        "draft done by writer: Written.");
    }

    @Test
    void theLinesOfOneSayWhichItIs() {
        CountDownLatch both = new CountDownLatch(2);
        lawyer.then(() -> met(both, "Legal."));
        analyst.then(() -> met(both, "Market."));
        writer.says("Written.");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        crew(ConsoleProgress.to(new PrintStream(bytes, true, StandardCharsets.UTF_8)))
                .kickoff(Run.id("q3"));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .contains("[1/3] legal  lawyer", "[2/3] market  analyst", "joined legal, market  memory v2 (2)")
                .filteredOn(line -> line.matches(" +(legal|market): \\+ ARTIFACT .*"))
                .isNotEmpty();
    }

    @Test
    void mayBeAllThereIs() {
        lawyer.says("Legal.");
        analyst.says("Market.");
        Crew crew = Crew.builder("proposal")
                .tasks(legal, market)
                .process(Process.PARALLEL)
                .memory(memory)
                .build();

        CrewResult result = crew.kickoff(Run.id("q3"));

        assertThat(result.text()).isEqualTo("Market.");
        assertThat(result.output("legal").text()).isEqualTo("Legal.");
        assertThat(crew.graph()
                        .getGraph(GraphRepresentation.Type.MERMAID, "proposal")
                        .content())
                .contains("fork_1", "join_1");
    }

    @Test
    void cannotWaitForAPersonOrForEachOther() {
        Task reviewed = task("legal", legal.agent()).humanReview().build();
        Task late = task("market", market.agent()).context(legal).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crew.builder("p")
                        .parallel(reviewed, market)
                        .memory(memory)
                        .build())
                .withMessage(
                        "Task legal of crew p cannot have a human review in a parallel group: review a task after the group");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Crew.builder("p").parallel(legal, late).memory(memory).build())
                .withMessageContaining("which does not come before it");
    }
}
