package dev.commonground.langgraph4j;

import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;

import java.util.Map;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncEdgeAction;
import org.bsc.langgraph4j.checkpoint.MemorySaver;

/** The graph shapes under test: the part between a node {@code plan} and a node {@code write}. */
enum Shape {
    SEQUENCE {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            graph.addNode("a", shop.node("a"))
                    .addNode("b", shop.node("b"))
                    .addEdge("plan", "a")
                    .addEdge("a", "b")
                    .addEdge("b", "write");
        }
    },
    CONDITIONAL_EDGE {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            graph.addNode("a", shop.node("a"))
                    .addNode("b", shop.node("b"))
                    .addConditionalEdges("plan", shop.edge("a"), Map.of("a", "a", "b", "b"))
                    .addEdge("a", "write")
                    .addEdge("b", "write");
        }
    },
    LOOP {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            graph.addNode("a", shop.node("a"))
                    .addEdge("plan", "a")
                    .addConditionalEdges(
                            "a",
                            AsyncEdgeAction.edge_async(state -> state.log().size() < 4 ? "again" : "done"),
                            Map.of("again", "a", "done", "write"));
        }
    },
    BRANCHES {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            for (String branch : new String[] {"a", "b", "c"}) {
                graph.addNode(branch, shop.node(branch)).addEdge("plan", branch).addEdge(branch, "write");
            }
        }
    },
    BRANCHES_ON_AN_EXECUTOR {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            BRANCHES.middle(graph, shop);
        }
    },
    INLINED_SUB_GRAPH {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            graph.addNode("sub", pair(shop, "a", "b")).addEdge("plan", "sub").addEdge("sub", "write");
        }
    },
    COMPILED_SUB_GRAPH {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            graph.addNode("sub", shop.attached(pair(shop, "a", "b")).compile())
                    .addEdge("plan", "sub")
                    .addEdge("sub", "write");
        }
    },
    COMPILED_SUB_GRAPH_WITH_A_SAVER_OF_ITS_OWN {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            CompileConfig own =
                    CompileConfig.builder().checkpointSaver(new MemorySaver()).build();
            graph.addNode("sub", shop.attached(pair(shop, "a", "b")).compile(own))
                    .addEdge("plan", "sub")
                    .addEdge("sub", "write");
        }
    },
    COMPILED_SUB_GRAPH_WITH_THE_SAME_SAVER {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            graph.addNode("sub", shop.attached(pair(shop, "a", "b")).compile(shop.saving()))
                    .addEdge("plan", "sub")
                    .addEdge("sub", "write");
        }
    },
    COMPILED_SUB_GRAPHS_AS_BRANCHES {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            graph.addNode("left", shop.attached(pair(shop, "a", "b")).compile())
                    .addNode("right", shop.attached(pair(shop, "c", "d")).compile())
                    .addEdge("plan", "left")
                    .addEdge("plan", "right")
                    .addEdge("left", "write")
                    .addEdge("right", "write");
        }
    },
    STREAMING_NODE {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            graph.addNode("a", shop.stream("a")).addEdge("plan", "a").addEdge("a", "write");
        }
    },
    STREAMING_NODE_IN_A_BRANCH {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            graph.addNode("a", shop.stream("a"))
                    .addNode("b", shop.node("b"))
                    .addEdge("plan", "a")
                    .addEdge("plan", "b")
                    .addEdge("a", "write")
                    .addEdge("b", "write");
        }
    };

    /** Adds the nodes and edges from {@code plan} to {@code write}. */
    abstract void middle(StateGraph<TestState> graph, Workshop shop) throws Exception;

    /** Returns the whole graph. */
    StateGraph<TestState> graph(Workshop shop) throws Exception {
        StateGraph<TestState> graph = shop.graph()
                .addNode("plan", shop.node("plan"))
                .addNode("write", shop.node("write"))
                .addEdge(START, "plan")
                .addEdge("write", END);
        middle(graph, shop);
        return graph;
    }

    /** LangGraph4j resumes such a sub-graph from the sub-graph's last state, and fails if there is none. */
    boolean hasACompiledSubGraph() {
        return name().startsWith("COMPILED_SUB_GRAPH") && this != COMPILED_SUB_GRAPHS_AS_BRANCHES;
    }

    /** A replay reuses the last result of such a sub-graph and does not run its nodes again. */
    boolean subGraphHasAHistory() {
        return hasACompiledSubGraph() && this != COMPILED_SUB_GRAPH;
    }

    private static StateGraph<TestState> pair(Workshop shop, String first, String second) throws Exception {
        return shop.graph()
                .addNode(first, shop.node(first))
                .addNode(second, shop.node(second))
                .addEdge(START, first)
                .addEdge(first, second)
                .addEdge(second, END);
    }
}
