package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Origin;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.service.AiServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A memory counts as shown to the later nodes of the agent whose node was shown it, and to no other agent. */
class ShownMemoriesTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();

    @RegisterExtension
    final OpenMemory memory = OpenMemory.unguarded();

    interface Bot {
        String chat(String message);
    }

    final List<WriteOutcome> outcomes = new ArrayList<>();
    final MemorySaver saver = new MemorySaver();

    /** A node that looks for the price, and one that writes it; between them, the run can stop. */
    private CompiledGraph<TestState> readThenWrite(SharedMemory shared, String reader, Draft draft) throws Exception {
        GraphMemory graphs = GraphMemory.over(shared);
        Bot bot = AiServices.builder(Bot.class)
                .chatModel(new ScriptedChatModel().says("read"))
                .contentRetriever(graphs.retriever("nobody"))
                .build();
        StateGraph<TestState> graph = new StateGraph<>(graphs.schema(TestState.SCHEMA), TestState::new)
                .addNode("read", node_async((state, config) -> Map.of("answer", bot.chat("price"))))
                .addNode("write", node_async((state, config) -> {
                    outcomes.add(GraphMemory.memory(config).remember(draft));
                    return Map.of();
                }))
                .addEdge(START, "read")
                .addEdge("read", "write")
                .addEdge("write", END);
        return graphs.attach(graph, policy -> policy.agent("read", reader).agent("write", "editor"))
                .compile(CompileConfig.builder()
                        .checkpointSaver(saver)
                        .interruptAfter("read")
                        .build());
    }

    private static Draft price(String value) {
        return Draft.finding("The price is " + value).key("price", value).build();
    }

    @Test
    void whatOneAgentWasShownIsNotSupersededByAnother() throws Exception {
        memory.shared().task("order-7").agent("boss").remember(price("90 euros"));
        CompiledGraph<TestState> app = readThenWrite(memory.shared(), "reader", price("80 euros"));

        app.invoke(Map.of(), ORDER_7);
        app.invoke(GraphInput.resume(), ORDER_7);

        assertThat(outcomes).singleElement().isInstanceOf(WriteOutcome.InConflict.class);
    }

    @Test
    void aBriefingIsEmptyAfterItsNodeHasEndedOrFailed() throws Exception {
        memory.shared().task("order-7").agent("boss").require("The price is 90 euros");
        List<TestState> kept = new ArrayList<>();
        StateGraph<TestState> graph = new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new)
                .addNode("read", node_async((state, config) -> {
                    assertThat(state.briefing()).contains("90 euros");
                    kept.add(state);
                    return Map.of();
                }))
                .addNode("fail", node_async((state, config) -> {
                    kept.add(state);
                    throw new IllegalStateException("fails");
                }))
                .addEdge(START, "read")
                .addEdge("read", "fail")
                .addEdge("fail", END);
        CompiledGraph<TestState> app = memory.graphs().attach(graph).compile();

        assertThatThrownBy(() -> app.invoke(Map.of(), ORDER_7)).hasStackTraceContaining("fails");

        assertThat(kept)
                .hasSize(2)
                .allSatisfy(state -> assertThat(state.briefing()).isEmpty());
    }

    /** The process that read is gone; only the state of the graph says what its agent was shown. */
    @Test
    void whatAnAgentReadBeforeARestartGainsNothingAfterIt() throws Exception {
        String text = "The price is from the web";
        memory.shared()
                .task("order-7")
                .agent("scout")
                .remember(Draft.finding(text).origin(Origin.WEB).build());
        Draft again = Draft.finding(text).build();
        readThenWrite(memory.shared(), "editor", again).invoke(Map.of(), ORDER_7);

        readThenWrite(memory.reopen(), "editor", again).invoke(GraphInput.resume(), ORDER_7);

        assertThat(outcomes)
                .singleElement()
                .extracting(WriteOutcome::memory)
                .extracting(Memory::trust)
                .isEqualTo(0.2);
    }
}
