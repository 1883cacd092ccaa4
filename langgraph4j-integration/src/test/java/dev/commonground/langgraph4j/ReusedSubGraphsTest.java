package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;

import dev.commonground.Proofs;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One graph object that is a sub-graph in several places has the memory, the agents and the policy of each place. */
class ReusedSubGraphsTest {

    static final RunnableConfig ORDER_7 = GraphMemory.config("order-7").build();

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    final Notebook notebook = new Notebook();

    @SuppressWarnings("NullAway.Init") // each test opens it
    SharedMemory otherCustomer;

    @BeforeEach
    void open() {
        otherCustomer = SharedMemory.builder(memory.folder().resolve("other.db"))
                .keywordsOnly()
                .open();
    }

    @AfterEach
    void close() {
        otherCustomer.close();
    }

    StateGraph<TestState> graph() {
        return new StateGraph<>(memory.graphs().schema(TestState.SCHEMA), TestState::new);
    }

    StateGraph<TestState> cut() throws Exception {
        return graph().addNode("cut", notebook.node("cut", "cut to 500 words"))
                .addEdge(START, "cut")
                .addEdge("cut", END);
    }

    StateGraph<TestState> around(StateGraph<TestState> sub) throws Exception {
        return graph().addNode("edit", sub).addEdge(START, "edit").addEdge("edit", END);
    }

    static List<String> said(SharedMemory memory) {
        return memory.task("order-7").agent("auditor").list().stream()
                .flatMap(known -> known.assertions().stream()
                        .map(assertion -> assertion.author().name() + ": " + known.text()))
                .sorted()
                .toList();
    }

    @Test
    void inTwoParentsWritesToTheMemoryOfEach() throws Exception {
        StateGraph<TestState> cut = cut();
        StateGraph<TestState> first = memory.graphs().attach(around(cut), policy -> policy.agent("edit-cut", "ada"));
        StateGraph<TestState> second =
                GraphMemory.over(otherCustomer).attach(around(cut), policy -> policy.agent("edit-cut", "bob"));

        first.compile().invoke(Map.of(), ORDER_7);
        second.compile().invoke(Map.of(), ORDER_7);

        assertThat(said(memory.shared())).containsExactly("ada: cut to 500 words");
        assertThat(said(otherCustomer)).containsExactly("bob: cut to 500 words");
        assertThat(notebook.lines).containsExactly("cut sees []", "cut sees []");
    }

    @Test
    void twiceInOneParentHasThePolicyOfEachPlace() throws Exception {
        StateGraph<TestState> cut = cut();
        StateGraph<TestState> parent = graph().addNode("first", cut)
                .addNode("second", cut)
                .addEdge(START, "first")
                .addEdge("first", "second")
                .addEdge("second", END);

        memory.graphs()
                .attach(
                        parent,
                        policy -> policy.agent("first-cut", "ada")
                                .agent("second-cut", "bob")
                                .rememberAfter(
                                        "second-cut",
                                        (state, result) -> List.of(Draft.finding("the second cut is done")
                                                .build())))
                .compile()
                .invoke(Map.of(), ORDER_7);

        assertThat(notebook.lines).containsExactly("cut sees []", "cut sees [cut to 500 words]");
        assertThat(said(memory.shared())).contains("ada: cut to 500 words", "bob: the second cut is done");
    }

    @Test
    void thatAttachesItselfWhenCompiledKeepsItsPolicyAsAnInlinedSubGraph() throws Exception {
        StateGraph<TestState> cut = memory.graphs()
                .<TestState>stateGraph(TestState.SCHEMA, TestState::new, policy -> policy.agent("cut", "ada"))
                .addNode("cut", notebook.node("cut", "cut to 500 words"))
                .addEdge(START, "cut")
                .addEdge("cut", END);

        memory.graphs().attach(around(cut)).compile().invoke(Map.of(), ORDER_7);

        assertThat(said(memory.shared())).containsExactly("ada: cut to 500 words");
    }

    @Test
    void thatIsAttachedToAnotherMemoryThanItsParentIsRefused() throws Exception {
        GraphMemory other = GraphMemory.over(otherCustomer);
        StateGraph<TestState> attached = memory.graphs().attach(cut());
        StateGraph<TestState> waiting = memory.graphs()
                .<TestState>stateGraph(TestState.SCHEMA, TestState::new)
                .addNode("cut", notebook.node("cut"))
                .addEdge(START, "cut")
                .addEdge("cut", END);
        StateGraph<TestState> compiled = graph().addNode("edit", attached.compile())
                .addEdge(START, "edit")
                .addEdge("edit", END);

        for (StateGraph<TestState> parent :
                List.of(around(attached), around(around(attached)), around(waiting), compiled)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.attach(parent))
                    .withMessageContaining("has another memory than its parent")
                    .withMessageContaining("build a sub-graph for each memory");
        }
    }

    @Test
    void aGraphIsNotAttachedToASecondMemoryOrWithASecondPolicy() throws Exception {
        StateGraph<TestState> graph = memory.graphs().attach(cut());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> GraphMemory.over(otherCustomer).attach(graph))
                .withMessageContaining("The graph is attached to another memory: build a graph for each memory");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> memory.graphs().attach(graph, policy -> policy.agent("cut", "ada")))
                .withMessageContaining("The graph is attached with another policy");
        assertThat(memory.graphs().attach(graph)).isSameAs(graph);
    }

    static LongStream seeds() {
        return Proofs.seeds(10, 500);
    }

    /** Builds random parents out of few sub-graphs, over two memories, and compares who said what. */
    @Tag("repeated")
    @ParameterizedTest
    @MethodSource("seeds")
    void anyReuseMatchesAModel(long seed) throws Exception {
        Random random = new Random(seed);
        List<StateGraph<TestState>> subs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            subs.add(graph().addNode("n", notebook.node("n", "sub " + i))
                    .addEdge(START, "n")
                    .addEdge("n", END));
        }
        TreeSet<String> here = new TreeSet<>();
        TreeSet<String> elsewhere = new TreeSet<>();
        for (int parent = 0; parent < 4; parent++) {
            boolean isHere = random.nextBoolean();
            List<Consumer<AttachPolicy.Builder<TestState>>> agents = new ArrayList<>();
            StateGraph<TestState> graph = graph();
            String before = START;
            for (int use = 0; use <= random.nextInt(4); use++) {
                int sub = random.nextInt(subs.size());
                String agent = random.nextBoolean() ? "agent-" + random.nextInt(3) : "use%d-n".formatted(use);
                String node = "use%d-n".formatted(use);
                agents.add(policy -> policy.agent(node, agent));
                (isHere ? here : elsewhere).add("%s: sub %d".formatted(agent, sub));
                graph.addNode("use" + use, subs.get(sub)).addEdge(before, "use" + use);
                before = "use" + use;
            }
            graph.addEdge(before, END);
            GraphMemory.over(isHere ? memory.shared() : otherCustomer)
                    .attach(graph, policy -> agents.forEach(each -> each.accept(policy)))
                    .compile()
                    .invoke(Map.of(), GraphMemory.config("order-7").build());
        }

        assertThat(new TreeSet<>(said(memory.shared()))).isEqualTo(here);
        assertThat(new TreeSet<>(said(otherCustomer))).isEqualTo(elsewhere);
    }
}
