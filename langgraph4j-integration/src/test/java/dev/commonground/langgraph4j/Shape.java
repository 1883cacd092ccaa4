package dev.commonground.langgraph4j;

import static org.bsc.langgraph4j.GraphDefinition.END;
import static org.bsc.langgraph4j.GraphDefinition.START;

import java.util.Map;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncEdgeAction;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
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
    SUB_GRAPH_THAT_IS_INLINED_TWICE {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            StateGraph<TestState> pair = pair(shop, "a", "b");
            graph.addNode("sub", pair)
                    .addNode("again", pair)
                    .addEdge("plan", "sub")
                    .addEdge("sub", "again")
                    .addEdge("again", "write");
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
            graph.addNode("sub", shop.attached(pair(shop, "a", "b")).compile(ownSaver()))
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
    },
    STARTED_GRAPH {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            CompiledGraph<TestState> pair = shop.attached(pair(shop, "a", "b")).compile();
            start(graph, shop, (state, config) -> pair.invoke(state.data(), config));
        }
    },
    STARTED_GRAPH_WITH_ANOTHER_STATE {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            CompiledGraph<TestState> pair = shop.attached(pair(shop, "a", "b")).compile();
            start(graph, shop, (state, config) -> pair.invoke(Map.of("word", "started"), config));
        }
    },
    STARTED_GRAPH_THAT_IS_STREAMED {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            CompiledGraph<TestState> pair = shop.attached(pair(shop, "a", "b")).compile();
            start(
                    graph,
                    shop,
                    (state, config) ->
                            pair.stream(state.data(), config).stream().forEach(output -> {}));
        }
    },
    STARTED_GRAPH_WHOSE_STREAM_IS_THE_RESULT {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            CompiledGraph<TestState> pair = shop.attached(pair(shop, "a", "b")).compile();
            graph.addNode(
                            "sub",
                            AsyncNodeActionWithConfig.node_async((state, config) ->
                                    Map.of("stream", pair.stream(Map.of("word", "started"), shop.config()))))
                    .addEdge("plan", "sub")
                    .addEdge("sub", "write");
        }
    },
    STARTED_GRAPH_WITH_A_SAVER_OF_ITS_OWN {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            CompiledGraph<TestState> pair = shop.attached(pair(shop, "a", "b")).compile(ownSaver());
            start(graph, shop, (state, config) -> pair.invoke(state.data(), config));
        }
    },
    STARTED_GRAPH_WITH_ANOTHER_STATE_AND_A_SAVER_OF_ITS_OWN {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            CompiledGraph<TestState> pair = shop.attached(pair(shop, "a", "b")).compile(ownSaver());
            start(graph, shop, (state, config) -> pair.invoke(Map.of("word", "started"), config));
        }
    },
    STARTED_GRAPH_WITH_A_CONFIG_OF_ITS_OWN {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            CompiledGraph<TestState> pair = shop.attached(pair(shop, "a", "b")).compile(ownSaver());
            start(
                    graph,
                    shop,
                    (state, config) -> pair.invoke(
                            Map.of("word", "started"),
                            RunnableConfig.builder(shop.config())
                                    .threadId("own")
                                    .build()));
        }
    },
    STARTED_GRAPH_THAT_IS_STARTED_TWICE {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            CompiledGraph<TestState> first = shop.attached(pair(shop, "a", "b")).compile();
            CompiledGraph<TestState> second =
                    shop.attached(pair(shop, "b", "c")).compile(ownSaver());
            start(graph, shop, (state, config) -> {
                first.invoke(state.data(), config);
                second.invoke(state.data(), config);
                first.invoke(Map.of(), config);
            });
        }
    },
    STARTED_GRAPH_IN_A_BRANCH {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            CompiledGraph<TestState> pair = shop.attached(pair(shop, "a", "b")).compile();
            start(graph, shop, (state, config) -> pair.invoke(state.data(), config));
            graph.addNode("c", shop.node("c")).addEdge("plan", "c").addEdge("c", "write");
        }
    },
    STARTED_GRAPH_WITH_BRANCHES_AND_A_STARTED_GRAPH {
        @Override
        void middle(StateGraph<TestState> graph, Workshop shop) throws Exception {
            CompiledGraph<TestState> branches =
                    shop.attached(STARTED_GRAPH_IN_A_BRANCH.graph(shop)).compile();
            graph.addNode("outer", shop.starting("outer", (state, config) -> branches.invoke(Map.of(), config)))
                    .addEdge("plan", "outer")
                    .addEdge("outer", "write");
        }
    };

    private static CompileConfig ownSaver() {
        return CompileConfig.builder().checkpointSaver(new MemorySaver()).build();
    }

    private static void start(StateGraph<TestState> graph, Workshop shop, Workshop.GraphStart start) throws Exception {
        graph.addNode("sub", shop.starting("sub", start)).addEdge("plan", "sub").addEdge("sub", "write");
    }

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

    /** Returns whether a node starts a graph itself. */
    boolean startsAGraph() {
        return name().startsWith("STARTED_GRAPH");
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
