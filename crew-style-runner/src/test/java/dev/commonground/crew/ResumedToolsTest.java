package dev.commonground.crew;

import static dev.commonground.crew.Crews.NOON;
import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.SharedMemory;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.crew.event.ConsoleProgress;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.CrewListener;
import dev.commonground.crew.model.Idempotent;
import dev.commonground.crew.report.RunReport;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.agent.tool.Tool;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeAction;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.AgentState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A resumed run does not call a tool again that has returned. */
class ResumedToolsTest {

    static final String UNKNOWN =
            "The call of send was interrupted, and its result is unknown. It may have taken effect: check that before you call it again.";

    @TempDir
    Path directory;

    final Office office = new Office();

    /** The number of the write to the journal that fails, from 1; 0 for none. */
    int failingWrite;

    int writes;

    public static final class Office {

        final AtomicInteger sent = new AtomicInteger();
        final AtomicInteger searched = new AtomicInteger();

        @Tool
        String send(String to) {
            return "mail %d to %s is sent".formatted(sent.incrementAndGet(), to);
        }

        @Tool
        String bounce(String to) {
            sent.incrementAndGet();
            throw new IllegalStateException("no such address: " + to);
        }

        @Tool
        @Idempotent
        String search(String words) {
            return "found %d times".formatted(searched.incrementAndGet());
        }
    }

    private SharedMemory memory() {
        return SharedMemory.builder(
                        FailingStore.around(SqliteStore.open(directory.resolve("memory.db")), this::failAtTheWrite))
                .keywordsOnly()
                .clock(NOON)
                .open();
    }

    private void failAtTheWrite(String what) {
        if (what.equals("journal") && ++writes == failingWrite) {
            throw new MemoryStoreException("The disk is full");
        }
    }

    private Crew.Builder crew(SharedMemory memory, ScriptedChatModel writer) {
        return Crew.builder("proposal")
                .clock(NOON)
                .tasks(task("draft", agent("writer", writer).tools(office).build())
                        .build())
                .memory(memory);
    }

    private static void stops(Crew crew) {
        assertThatThrownBy(() -> crew.kickoff(Run.id("q3"))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void thatReturnedAreNotCalledAgain() {
        ScriptedChatModel writer = new ScriptedChatModel()
                .calls("send", "{\"to\":\"ada\"}")
                .calls("send", "{\"to\":\"bob\"}")
                .fails(new IllegalStateException("no luck"));
        try (SharedMemory memory = memory()) {
            stops(crew(memory, writer).build());
        }
        writer.calls("send", "{\"to\":\"ada\"}").says("Both know.");
        try (SharedMemory memory = memory()) {
            CrewResult result = crew(memory, writer).build().resume("q3");

            assertThat(result.text()).isEqualTo("Both know.");
            assertThat(result.timeline().all(CrewEvent.ToolInterrupted.class)).isEmpty();
        }
        assertThat(office.sent).as("two before the failure, a third after it").hasValue(3);
        assertThat(writer.toolResult(3)).isEqualTo("mail 2 to bob is sent");
        assertThat(writer.toolResult(4)).isEqualTo("mail 3 to ada is sent");
    }

    @Test
    void thatFailedAreNotCalledAgainEither() {
        ScriptedChatModel writer = new ScriptedChatModel()
                .calls("bounce", "{\"to\":\"ada\"}")
                .fails(new IllegalStateException("no luck"))
                .says("No such address.");
        try (SharedMemory memory = memory()) {
            Crew crew = crew(memory, writer).build();
            stops(crew);

            crew.resume("q3");
        }
        assertThat(office.sent).hasValue(1);
        assertThat(writer.toolResult(2)).isEqualTo("The tool bounce failed: no such address: ada");
    }

    @Test
    void ofAFinishedSiblingAreNotCalledAgain() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        ScriptedChatModel lawyer =
                new ScriptedChatModel().calls("send", "{\"to\":\"ada\"}").says("Checked.");
        ScriptedChatModel analyst = new ScriptedChatModel().then(() -> {
            try {
                sent.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new IllegalStateException("no luck");
        });
        CrewListener listener = event -> {
            if (event instanceof CrewEvent.Answered answered && answered.task().equals("legal")) {
                sent.countDown();
            }
        };
        try (SharedMemory memory = memory()) {
            Crew crew = Crew.builder("proposal")
                    .parallel(
                            task("legal", agent("lawyer", lawyer).tools(office).build())
                                    .build(),
                            task("market", agent("analyst", analyst).build()).build())
                    .memory(memory)
                    .listener(listener)
                    .build();
            stops(crew);
            analyst.says("Large.");

            crew.resume("q3");
        }
        assertThat(office.sent).hasValue(1);
        assertThat(lawyer.requests()).hasSize(2);
    }

    /** The writes to the journal are a response, the beginning of the call and its result. */
    @Test
    void thatWereInterruptedAreToldToTheApplicationAndTheModel() {
        ScriptedChatModel writer =
                new ScriptedChatModel().calls("send", "{\"to\":\"ada\"}").says("I do not know.");
        failingWrite = 3;
        try (SharedMemory memory = memory()) {
            stops(crew(memory, writer).build());
        }
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        try (SharedMemory memory = memory()) {
            CrewResult result = crew(memory, writer)
                    .listener(ConsoleProgress.to(new PrintStream(console, true, StandardCharsets.UTF_8)))
                    .build()
                    .resume("q3");

            assertThat(result.timeline().all(CrewEvent.ToolInterrupted.class))
                    .containsExactly(new CrewEvent.ToolInterrupted(
                            NOON.instant(), "draft", "writer", 1, "send", "{\"to\":\"ada\"}"));
            assertThat(RunReport.of(result.timeline()).markdown())
                    .contains("was interrupted, and its outcome is unknown");
        }
        assertThat(office.sent).hasValue(1);
        assertThat(writer.toolResult(1)).isEqualTo(UNKNOWN);
        assertThat(console.toString(StandardCharsets.UTF_8))
                .contains("tool send({\"to\":\"ada\"}) was interrupted, outcome unknown, not repeated");
    }

    @Test
    void thatWereInterruptedAreToldAgainAsLongAsAListenerStopsTheRun() {
        ScriptedChatModel writer =
                new ScriptedChatModel().calls("send", "{\"to\":\"ada\"}").says("I do not know.");
        List<String> told = new ArrayList<>();
        failingWrite = 3;
        try (SharedMemory memory = memory()) {
            Crew crew = crew(memory, writer)
                    .listener(event -> {
                        if (event instanceof CrewEvent.ToolInterrupted tool) {
                            told.add(tool.tool());
                            if (told.size() < 3) {
                                throw new IllegalStateException("somebody has to look");
                            }
                        }
                    })
                    .build();
            stops(crew);
            assertThatThrownBy(() -> crew.resume("q3")).hasMessage("somebody has to look");
            assertThatThrownBy(() -> crew.resume("q3")).hasMessage("somebody has to look");

            assertThat(crew.resume("q3").text()).isEqualTo("I do not know.");
        }
        assertThat(told).containsExactly("send", "send", "send");
        assertThat(office.sent).hasValue(1);
    }

    @Test
    void thatAreIdempotentAreCalledAgainIfTheyWereInterrupted() {
        ScriptedChatModel writer =
                new ScriptedChatModel().calls("search", "{\"words\":\"ada\"}").says("Found.");
        failingWrite = 2;
        try (SharedMemory memory = memory()) {
            Crew crew = crew(memory, writer).build();
            stops(crew);

            assertThat(crew.resume("q3").timeline().all(CrewEvent.ToolInterrupted.class))
                    .isEmpty();
        }
        assertThat(office.searched).hasValue(2);
        assertThat(writer.toolResult(1)).isEqualTo("found 2 times");
    }

    @Test
    void thatAreIdempotentAreNotCalledAgainIfTheyReturned() {
        ScriptedChatModel writer = new ScriptedChatModel()
                .calls("search", "{\"words\":\"ada\"}")
                .fails(new IllegalStateException("no luck"))
                .says("Found.");
        try (SharedMemory memory = memory()) {
            Crew crew = crew(memory, writer).build();
            stops(crew);

            crew.resume("q3");
        }
        assertThat(office.searched).hasValue(1);
    }

    @Test
    void ofALaterAttemptAreCalledAgain() {
        ScriptedChatModel writer = new ScriptedChatModel()
                .calls("send", "{\"to\":\"ada\"}")
                .says("no")
                .calls("send", "{\"to\":\"ada\"}")
                .says("yes");
        try (SharedMemory memory = memory()) {
            Task draft = task("draft", agent("writer", writer).tools(office).build())
                    .guardrail(Guardrails.of(
                            "yes", answer -> answer.text().equals("yes") ? List.of() : List.of("say yes")))
                    .build();
            Crew.builder("proposal").tasks(draft).memory(memory).build().kickoff(Run.id("q3"));
        }
        assertThat(office.sent).hasValue(2);
    }

    @Test
    void areCalledAgainWithoutAJournal() {
        ScriptedChatModel writer = new ScriptedChatModel()
                .calls("send", "{\"to\":\"ada\"}")
                .fails(new IllegalStateException("no luck"))
                .calls("send", "{\"to\":\"ada\"}")
                .says("Sent.");
        try (SharedMemory memory = memory()) {
            Crew crew = crew(memory, writer).withoutJournal().build();
            stops(crew);

            crew.resume("q3");
        }
        assertThat(office.sent).hasValue(2);
    }

    /** The control: a node of LangGraph4j alone that fails after its call makes the call again. */
    @Test
    void areCalledAgainByLangGraph4jAlone() throws Exception {
        List<String> failures = new ArrayList<>(List.of("no luck"));
        CompiledGraph<AgentState> graph = new StateGraph<>(AgentState::new)
                .addNode("send", AsyncNodeAction.node_async(state -> {
                    office.send("ada");
                    if (!failures.isEmpty()) {
                        throw new IllegalStateException(failures.remove(0));
                    }
                    return Map.of();
                }))
                .addEdge(StateGraph.START, "send")
                .addEdge("send", StateGraph.END)
                .compile(CompileConfig.builder()
                        .checkpointSaver(new MemorySaver())
                        .build());
        RunnableConfig config = RunnableConfig.builder().threadId("q3").build();
        assertThatThrownBy(() -> graph.invoke(GraphInput.args(Map.of()), config))
                .hasStackTraceContaining("no luck");

        graph.invoke(GraphInput.resume(), config);

        assertThat(office.sent).hasValue(2);
    }
}
