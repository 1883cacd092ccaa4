package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Cursor;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphInput;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.checkpoint.BaseCheckpointSaver;
import org.bsc.langgraph4j.checkpoint.MemorySaver;
import org.bsc.langgraph4j.state.StateSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GraphSweepTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();
    static final Set<String> THREAD = Set.of("order-7");

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    final Notebook notebook = new Notebook();
    final BaseCheckpointSaver saver = new MemorySaver();

    StateGraph<TestState> graph() {
        return new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new);
    }

    CompiledGraph<TestState> compiled(StateGraph<TestState> graph) throws Exception {
        return memory.graphs()
                .attach(graph)
                .compile(CompileConfig.builder().checkpointSaver(saver).build());
    }

    /** Two branches; the second one fails a given number of times, after the first one has committed. */
    CompiledGraph<TestState> fork(int failures) throws Exception {
        return compiled(graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                .addNode("price", notebook.node("price", "price is 40 euros"))
                .addNode("stock", notebook.failing("stock", failures, "stock is empty"))
                .addNode("write", notebook.node("write", "draft is long"))
                .addEdge(START, "plan")
                .addEdge("plan", "price")
                .addEdge("plan", "stock")
                .addEdge("price", "write")
                .addEdge("stock", "write")
                .addEdge("write", END));
    }

    /** Returns what each checkpoint of a graph sees, and what an outside reader sees. */
    Map<String, List<String>> seen(CompiledGraph<TestState> app) {
        Map<String, List<String>> seen = new HashMap<>();
        for (Cursor cursor : memory.graphs().threads(app).kept(THREAD)) {
            seen.put(
                    cursor.toString(),
                    OpenMemory.texts(memory.shared()
                            .task("order-7")
                            .asOf(cursor)
                            .agent("auditor")
                            .list()));
        }
        seen.put("live", memory.live("order-7"));
        return seen;
    }

    @Test
    void removesTheBranchesOfAStepThatRanAgain() throws Exception {
        CompiledGraph<TestState> app = fork(2);
        assertThatThrownBy(() -> app.invoke(Map.of(), ORDER_7)).hasStackTraceContaining("stock fails");
        assertThat(memory.graphs().threads(app).sweep("order-7", THREAD)).isZero();
        assertThatThrownBy(() -> app.invoke(GraphInput.resume(), ORDER_7)).hasStackTraceContaining("stock fails");
        app.invoke(GraphInput.resume(), ORDER_7);
        Map<String, List<String>> before = seen(app);

        assertThat(memory.graphs().threads(app).sweep("order-7", THREAD)).isEqualTo(2);

        assertThat(seen(app)).isEqualTo(before);
    }

    @Test
    void keepsAnAbandonedFutureUntilItsThreadIsReleased() throws Exception {
        CompiledGraph<TestState> app = fork(0);
        app.invoke(Map.of(), ORDER_7);
        RunnableConfig beforeWrite = app.getStateHistory(ORDER_7).stream()
                .filter(snapshot -> "write".equals(snapshot.next()))
                .map(StateSnapshot::config)
                .findFirst()
                .orElseThrow();
        app.invoke(GraphInput.resume(), beforeWrite);
        Map<String, List<String>> before = seen(app);

        assertThat(memory.graphs().threads(app).sweep("order-7", THREAD)).isZero();
        assertThat(seen(app)).isEqualTo(before);

        saver.release(ORDER_7);
        assertThat(memory.graphs().threads(app).sweep("order-7", THREAD)).isEqualTo(1);
        assertThat(memory.live("order-7")).isEqualTo(before.get("live"));
    }

    @Test
    void keepsEntriesThatTheCheckpointsOfACompiledSubGraphSee() throws Exception {
        StateGraph<TestState> inner = graph().addNode("cut", notebook.node("cut", "cut to 500 words"))
                .addNode("check", notebook.node("check", "it reads well"))
                .addEdge(START, "cut")
                .addEdge("cut", "check")
                .addEdge("check", END);
        StateGraph<TestState> inlined =
                graph().addNode("edit", compiled(inner)).addEdge(START, "edit").addEdge("edit", END);
        CompiledGraph<TestState> app = compiled(graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                .addNode("polish", inlined)
                .addNode("write", notebook.node("write", "draft is long"))
                .addEdge(START, "plan")
                .addEdge("plan", "polish")
                .addEdge("polish", "write")
                .addEdge("write", END));
        app.invoke(Map.of(), ORDER_7);
        Map<String, List<String>> before = seen(app);

        assertThat(new HashSet<>(memory.graphs().threads(app).kept(THREAD)))
                .hasSizeGreaterThan(new HashSet<>(ofItsOwn(app)).size());
        assertThat(memory.graphs().threads(app).sweep("order-7", THREAD)).isZero();
        assertThat(seen(app)).isEqualTo(before);
    }

    /** Returns the cursors of the graph's own checkpoints. */
    private static List<Cursor> ofItsOwn(CompiledGraph<TestState> app) {
        return app.getStateHistory(ORDER_7).stream()
                .map(snapshot -> snapshot.state().cursor())
                .toList();
    }

    private static final class LengthModel implements EmbeddingModel {

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
            return Response.from(texts.stream()
                    .map(text -> Embedding.from(new float[] {text.text().length(), 1}))
                    .toList());
        }
    }

    @Test
    void compactingKeepsTheVectorsOfWhatACheckpointSees() throws Exception {
        try (SharedMemory shared = SharedMemory.builder(memory.folder().resolve("vectors.db"))
                .embeddings(EmbeddingModelProvider.of("lengths", new LengthModel()))
                .open()) {
            GraphMemory graphs = GraphMemory.over(shared);
            CompiledGraph<TestState> app = graphs.attach(graph().addNode("plan", node_async((state, config) -> {
                                GraphMemory.memory(config).remember("The colour is red");
                                return Map.of();
                            }))
                            .addNode("paint", node_async((state, config) -> {
                                AgentMemory painter = GraphMemory.memory(config);
                                painter.revise(painter.list().get(0).id(), "The colour is blue");
                                return Map.of();
                            }))
                            .addEdge(START, "plan")
                            .addEdge("plan", "paint")
                            .addEdge("paint", END))
                    .compile(CompileConfig.builder().checkpointSaver(saver).build());
            app.invoke(Map.of(), ORDER_7);
            shared.task("order-7").agent("auditor").recall("which colour", 5);

            assertThat(graphs.threads(app).compact("order-7", THREAD)).isZero();
            saver.release(ORDER_7);
            assertThat(graphs.threads(app).compact("order-7", THREAD)).isOne();
        }
    }

    @Test
    void ofAGraphWithoutASaverKeepsNoCursors() throws Exception {
        CompiledGraph<TestState> app = memory.graphs()
                .attach(graph().addNode("plan", notebook.node("plan", "deadline is friday"))
                        .addEdge(START, "plan")
                        .addEdge("plan", END))
                .compile();
        app.invoke(Map.of(), ORDER_7);

        assertThat(memory.graphs().threads(app).kept(THREAD)).isEmpty();
        assertThat(memory.graphs().threads(app).sweep("order-7", THREAD)).isZero();
        assertThat(memory.live("order-7")).containsExactly("deadline is friday");
    }
}
