package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.memory;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.SharedMemory;
import dev.commonground.crew.model.ModelCallException;
import dev.commonground.test.ScriptedChatModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeAction;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.AgentState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A run is continued by the crew that started it, and by no other. */
class OtherCrewTest {

    @TempDir
    Path directory;

    SharedMemory memory;
    final ScriptedChatModel model = new ScriptedChatModel();
    final Task research = done("research", "researcher");
    final Task draft = done("draft", "writer");
    final Task lead = done("lead", "boss");

    @BeforeEach
    void open() {
        memory = memory(directory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    Task done(String name, String agent) {
        return task(name, agent(agent, model).build()).build();
    }

    Crew.Builder crew(String name, Task... tasks) {
        return Crew.builder(name).tasks(tasks).memory(memory);
    }

    @TestFactory
    Stream<DynamicTest> refuses() {
        model.says("Found.").fails(new IllegalStateException("no luck"));
        assertThatThrownBy(() -> crew("proposal", research, draft).build().kickoff(Run.id("q3")))
                .isInstanceOf(ModelCallException.class);
        String had = "Run q3 has the tasks [1. research by researcher, 2. draft by writer], but crew proposal has ";
        return Map.of(
                        crew("audit", research, draft).build(),
                        "Run q3 belongs to crew \"proposal\", not to crew \"audit\"",
                        crew("proposal", draft, research).build(),
                        had + "[1. draft by writer, 2. research by researcher]",
                        crew("proposal", research, draft, lead).build(),
                        had + "[1. research by researcher, 2. draft by writer, 3. lead by boss]",
                        crew("proposal", research, done("draft", "boss")).build(),
                        had + "[1. research by researcher, 2. draft by boss]",
                        crew("proposal").parallel(research, draft).build(),
                        had + "[1. research by researcher, 1. draft by writer]",
                        crew("proposal", research)
                                .manager(done("draft", "writer"))
                                .build(),
                        had + "[research by researcher, draft by writer]")
                .entrySet()
                .stream()
                .map(other ->
                        DynamicTest.dynamicTest(other.getValue(), () -> isRefused(other.getKey(), other.getValue())));
    }

    void isRefused(Crew other, String difference) {
        String message = difference + ": continue the run with the crew that started it";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.resume("q3"))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.approve("q3", "ada"))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.refuse("q3", "ada", List.of("say more")))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.progress("q3"))
                .withMessage(message);
        assertThat(model.requests()).hasSize(2);
    }

    @Test
    void refusesAReviewThatTheCrewDoesNotHave() {
        model.says("Written.");
        crew("proposal", task("draft", draft.agent()).humanReview().build())
                .build()
                .kickoff(Run.id("q3"));
        Crew other = crew("proposal", draft).build();

        for (Runnable call : List.<Runnable>of(
                () -> other.resume("q3"), () -> other.approve("q3", "ada"), () -> other.progress("q3"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(call::run)
                    .withMessage(
                            "Run q3 waits for a review of the answer to draft, but crew proposal has no review of it: continue the run with the crew that started it");
        }
    }

    @Test
    void takesTheSameCrewWithOtherLimits() {
        model.says("Found.").fails(new IllegalStateException("no luck")).says("Written.");
        assertThatThrownBy(() -> crew("proposal", research, draft).build().kickoff(Run.id("q3")))
                .isInstanceOf(ModelCallException.class);
        Task patient = task("draft", agent("writer", model).maxIterations(3).build())
                .maxRetries(7)
                .description("Do it well")
                .build();

        assertThat(crew("proposal", research, patient).build().resume("q3").text())
                .isEqualTo("Written.");
    }

    /** A graph alone continues a thread of a graph with other nodes, and leaves out what lies before. */
    @Test
    void isNotNoticedByTheGraphAlone() throws Exception {
        MemorySaver saver = new MemorySaver();
        RunnableConfig thread = RunnableConfig.builder().threadId("q3").build();
        List<String> done = new ArrayList<>();
        graph(saver, "research", done).invoke(Map.of(), thread);

        graph(saver, "legal", done).invoke(GraphInput.resume(), thread);

        assertThat(done).containsExactly("research", "draft");
    }

    static CompiledGraph<AgentState> graph(MemorySaver saver, String first, List<String> done) throws Exception {
        return new StateGraph<>(AgentState::new)
                .addNode(first, node(first, done))
                .addNode("draft", node("draft", done))
                .addEdge(StateGraph.START, first)
                .addEdge(first, "draft")
                .addEdge("draft", StateGraph.END)
                .compile(CompileConfig.builder()
                        .checkpointSaver(saver)
                        .interruptBefore("draft")
                        .build());
    }

    static AsyncNodeAction<AgentState> node(String name, List<String> done) {
        return AsyncNodeAction.node_async(state -> {
            done.add(name);
            return Map.of();
        });
    }
}
