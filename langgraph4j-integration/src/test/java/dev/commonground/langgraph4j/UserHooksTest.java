package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;
import static org.bsc.langgraph4j.action.AsyncNodeActionWithConfig.node_async;

import dev.commonground.memory.Draft;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncCommandAction;
import org.bsc.langgraph4j.action.Command;
import org.bsc.langgraph4j.hook.EdgeHook;
import org.bsc.langgraph4j.hook.NodeHook;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks and policies of users: whatever they return, a node keeps what it remembered. */
class UserHooksTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    final Notebook notebook = new Notebook();

    /**
     * Adds hooks that return values of their own. The result of a compiled sub-graph is its stream: a hook that drops it
     * drops the sub-graph, in LangGraph4j alone, too.
     */
    interface Hooks extends Consumer<StateGraph<TestState>> {}

    static Stream<Named<Hooks>> hooks() {
        NodeHook.AfterCall<TestState> after =
                (node, state, config, result) -> CompletableFuture.completedFuture(Map.of("answer", "own"));
        NodeHook.WrapCall<TestState> wrap = (node, state, config, action) -> action.apply(state, config)
                .thenApply(result -> node.equals("compiled") ? result : Map.of("answer", "own"));
        EdgeHook.AfterCall<TestState> afterEdge = (source, state, config, command) ->
                CompletableFuture.completedFuture(new Command(command.gotoNode(), Map.of("answer", "own")));
        EdgeHook.WrapCall<TestState> wrapEdge = (source, state, config, action) -> action.apply(state, config)
                .thenApply(command -> new Command(command.gotoNode(), Map.of("answer", "own")));
        return Stream.of(
                Named.of("after every node", graph -> graph.addAfterCallNodeHook(after)),
                Named.of("after the node plan", graph -> graph.addAfterCallNodeHook("plan", after)),
                Named.of("around every node", graph -> graph.addWrapCallNodeHook(wrap)),
                Named.of("around the node plan", graph -> graph.addWrapCallNodeHook("plan", wrap)),
                Named.of("after every edge", graph -> graph.addAfterCallEdgeHook(afterEdge)),
                Named.of("after the edge of plan", graph -> graph.addAfterCallEdgeHook("plan", afterEdge)),
                Named.of("around every edge", graph -> graph.addWrapCallEdgeHook(wrapEdge)),
                Named.of("around the edge of plan", graph -> graph.addWrapCallEdgeHook("plan", wrapEdge)));
    }

    /** A node and an edge that remember, two branches, a sub-graph of each sort, and a node that looks. */
    StateGraph<TestState> graph() throws Exception {
        StateGraph<TestState> cut = new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new)
                .addNode("cut", notebook.node("cut", "cut"))
                .addEdge(START, "cut")
                .addEdge("cut", END);
        StateGraph<TestState> check = new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new)
                .addNode("check", notebook.node("check", "check"))
                .addEdge(START, "check")
                .addEdge("check", END);
        return new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new)
                .addNode("plan", notebook.node("plan", "plan"))
                .addNode("fork", notebook.node("fork"))
                .addNode("left", notebook.node("left", "left"))
                .addNode("right", notebook.node("right", "right"))
                .addNode("inlined", cut)
                .addNode("compiled", memory.graphs().attach(check).compile())
                .addNode("look", notebook.node("look"))
                .addEdge(START, "plan")
                .addConditionalEdges(
                        "plan",
                        AsyncCommandAction.command_async((state, config) -> {
                            GraphMemory.memory(config).remember("edge");
                            return new Command("fork");
                        }),
                        Map.of("fork", "fork"))
                .addEdge("fork", "left")
                .addEdge("fork", "right")
                .addEdge("left", "inlined")
                .addEdge("right", "inlined")
                .addEdge("inlined", "compiled")
                .addEdge("compiled", "look")
                .addEdge("look", END);
    }

    void everythingIsSeen(StateGraph<TestState> graph) throws Exception {
        CompiledGraph<TestState> app = graph.compile();

        TestState last = app.invoke(Map.of(), ORDER_7).orElseThrow();

        assertThat(notebook.lines).last().isEqualTo("look sees [check, cut, edge, left, plan, right]");
        assertThat(memory.live("order-7")).containsExactly("check", "cut", "edge", "left", "plan", "right");
        assertThat(last.text("answer")).isEqualTo("own");
    }

    @ParameterizedTest
    @MethodSource("hooks")
    void thatWereAddedBeforeTheMemoryDropNothing(Hooks hooks) throws Exception {
        StateGraph<TestState> graph = graph();
        hooks.accept(graph);

        everythingIsSeen(memory.graphs().attach(graph));
    }

    @ParameterizedTest
    @MethodSource("hooks")
    void thatWereAddedAfterTheMemoryDropNothing(Hooks hooks) throws Exception {
        StateGraph<TestState> graph = memory.graphs().attach(graph());
        hooks.accept(graph);

        everythingIsSeen(graph);
    }

    @Test
    void severalInARowDropNothing() throws Exception {
        StateGraph<TestState> graph = memory.graphs().attach(graph());
        hooks().forEach(hook -> hook.getPayload().accept(graph));
        graph.compile();

        everythingIsSeen(graph);
    }

    @ParameterizedTest
    @ValueSource(strings = {"recallBefore", "briefBefore", "rememberAfter", "learnAfter"})
    @SuppressWarnings("NullAway") // the fault under test
    void aPolicyThatReturnsNullIsNamedWithItsNode(String name) throws Exception {
        StateGraph<TestState> graph = new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new)
                .addNode("plan", node_async((state, config) -> {
                    GraphMemory.memory(config).remember("plan");
                    return Map.of();
                }))
                .addEdge(START, "plan")
                .addEdge("plan", END);
        memory.graphs().attach(graph, policy -> {
            switch (name) {
                case "recallBefore" -> policy.recallBefore("plan", state -> null);
                case "briefBefore" -> policy.briefBefore("plan", state -> null);
                case "rememberAfter" -> policy.rememberAfter("plan", (state, result) -> (List<Draft>) null);
                default -> policy.learnAfter("plan", (state, result) -> null);
            }
        });

        assertThatThrownBy(() -> graph.compile().invoke(Map.of(), ORDER_7))
                .hasStackTraceContaining("The policy's %s returned null for the node plan".formatted(name));
        assertThat(memory.live("order-7")).isEmpty();
    }
}
