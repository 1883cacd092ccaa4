package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;

import dev.commonground.memory.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bsc.async.AsyncGenerator;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.NodeOutput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.streaming.StreamingOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestState.Serialization.class)
class StreamingNodeTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();
    static final String SECRET = "the cellar is full of gold";

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    final Notebook notebook = new Notebook();
    final TestState.Serialization serialization;

    StreamingNodeTest(TestState.Serialization serialization) {
        this.serialization = serialization;
    }

    StateGraph<TestState> graph() {
        return new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), serialization.serializer());
    }

    StateGraph<TestState> sequence(AsyncNodeActionWithConfig<TestState> streaming) throws Exception {
        return graph().addNode("write", streaming)
                .addNode("review", notebook.node("review"))
                .addEdge(START, "write")
                .addEdge("write", "review")
                .addEdge("review", END);
    }

    @Test
    void aStreamIsCommittedWhenItEnds() throws Exception {
        CompiledGraph<TestState> app = memory.graphs()
                .attach(sequence(ScriptedStreamModel.says("Hel", "lo").node("draft is long")))
                .compile();
        List<String> steps = new ArrayList<>();

        for (NodeOutput<TestState> output : app.stream(Map.of(), ORDER_7)) {
            String step = output instanceof StreamingOutput<?> chunk ? chunk.chunk() : output.node();
            steps.add(step + " " + memory.live("order-7"));
        }

        assertThat(steps)
                .containsExactly(
                        "__START__ []",
                        "Hel []",
                        "lo []",
                        "write [draft is long]",
                        "review [draft is long]",
                        "__END__ [draft is long]");
        assertThat(notebook.lines).containsExactly("review sees [draft is long]");
    }

    @Test
    void theBriefingOfAStreamingNodeIsThereUntilTheStreamEnds() throws Exception {
        memory.shared().task("order-7").agent("boss").require("Keep it to 500 words");
        List<TestState> seen = new ArrayList<>();
        AsyncNodeActionWithConfig<TestState> streaming =
                ScriptedStreamModel.says("Hel", "lo").plainNode();
        CompiledGraph<TestState> app = memory.graphs()
                .attach(sequence((state, config) -> {
                    seen.add(state);
                    return streaming.apply(state, config);
                }))
                .compile();
        List<String> briefings = new ArrayList<>();

        for (NodeOutput<TestState> output : app.stream(Map.of(), ORDER_7)) {
            if (!seen.isEmpty()) {
                briefings.add(output.node() + " " + seen.get(0).briefing().contains("Keep it to 500 words"));
            }
        }

        assertThat(briefings)
                .containsExactly("stream true", "stream true", "write false", "review false", "__END__ false");
    }

    @Test
    void memoriesAfterAStreamComeFromItsResult() throws Exception {
        StateGraph<TestState> graph = memory.graphs()
                .attach(
                        sequence(ScriptedStreamModel.says("Hel", "lo").plainNode()),
                        policy -> policy.rememberAfter(
                                "write",
                                (state, result) -> List.of(Draft.finding("said " + result.get("answer"))
                                        .build())));

        TestState last = graph.compile().invoke(Map.of(), ORDER_7).orElseThrow();

        assertThat(last.text("answer")).isEqualTo("Hello");
        assertThat(memory.live("order-7")).containsExactly("said Hello");
    }

    @Test
    void aStreamThatBreaksOffLeavesNothing() throws Exception {
        CompiledGraph<TestState> app = memory.graphs()
                .attach(sequence(ScriptedStreamModel.breaksOffAfter("Hel").node("draft is long")))
                .compile();

        assertThatThrownBy(() -> app.invoke(Map.of(), ORDER_7)).hasStackTraceContaining("the line is dead");

        assertThat(memory.live("order-7")).isEmpty();
    }

    @Test
    void aStreamThatIsCancelledLeavesNothing() throws Exception {
        AsyncGenerator.Cancellable<NodeOutput<TestState>> stream = memory
                .graphs()
                .attach(sequence(ScriptedStreamModel.says("Hel", "lo").node("draft is long")))
                .compile()
                .stream(Map.of(), ORDER_7);

        for (NodeOutput<TestState> output : stream) {
            if (output instanceof StreamingOutput<?>) {
                stream.cancel(false);
            }
        }

        assertThat(memory.live("order-7")).isEmpty();
    }

    StateGraph<TestState> branches(StateGraph<TestState> with) throws Exception {
        return with.addNode("plan", notebook.node("plan", SECRET))
                .addNode("stock", ScriptedStreamModel.says("st", "ock").node("stock is empty"))
                .addNode("write", notebook.node("write"))
                .addEdge(START, "plan")
                .addEdge("plan", "price")
                .addEdge("plan", "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END);
    }

    void leavesTheResultAndNoViewInTheState(StateGraph<TestState> graph) throws Exception {
        TestState last = memory.graphs()
                .attach(graph)
                .compile()
                .invoke(Map.of(), ORDER_7)
                .orElseThrow();

        assertThat(last.log()).containsExactlyInAnyOrder("plan", "price", "stock", "write");
        assertThat(last.data()).containsOnlyKeys("log", "answer", GraphMemory.CURSOR);
        assertThat(last.data().toString()).doesNotContain("gold");
        assertThat(notebook.lines)
                .contains("write sees [price is 40 euros, stock is empty, the cellar is full of gold]");
    }

    @Test
    void aStreamInABranchLeavesItsResultAndNotTheNodesView() throws Exception {
        leavesTheResultAndNoViewInTheState(branches(
                graph().addNode("price", ScriptedStreamModel.says("pr", "ice").node("price is 40 euros"))));
    }

    @Test
    void aStreamInASubGraphInABranchLeavesItsResultAndNotTheNodesView() throws Exception {
        StateGraph<TestState> pricing = graph().addNode(
                        "ask", ScriptedStreamModel.says("pr", "ice").node("price is 40 euros"))
                .addEdge(START, "ask")
                .addEdge("ask", END);

        leavesTheResultAndNoViewInTheState(branches(
                graph().addNode("price", memory.graphs().attach(pricing).compile())));
    }

    @Test
    void aStreamThatFailsInABranchFailsTheStep() throws Exception {
        CompiledGraph<TestState> app = memory.graphs()
                .attach(branches(graph().addNode(
                                "price",
                                ScriptedStreamModel.breaksOffAfter("pr").node("price is 40 euros"))))
                .compile();

        assertThatThrownBy(() -> app.invoke(Map.of(), ORDER_7)).hasStackTraceContaining("the line is dead");

        assertThat(memory.live("order-7")).containsExactly(SECRET);
    }
}
