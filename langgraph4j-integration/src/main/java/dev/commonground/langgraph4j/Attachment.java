package dev.commonground.langgraph4j;

import dev.commonground.SharedMemory;
import dev.commonground.Step;
import dev.commonground.StepRequest;
import dev.commonground.log.Cursor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.internal.node.Node;
import org.bsc.langgraph4j.internal.node.SubCompiledGraphNode;
import org.bsc.langgraph4j.internal.node.SubStateGraphNode;
import org.bsc.langgraph4j.prebuilt.MessagesState;
import org.bsc.langgraph4j.state.AgentState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A graph with the memory around its nodes. The nodes are rewritten in place, because LangGraph4j's hooks do not fire
 * inside parallel branches; hooks do the rest.
 *
 * @param <S> the graph's state
 */
final class Attachment<S extends AgentState> {

    /** The two nodes of a prebuilt agent, which are called the same in every such graph: its model and its tools. */
    private static final String MODEL = "agent";

    private static final String TOOLS = "action";

    private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);

    private final SharedMemory memory;
    private final StateGraph<S> graph;
    private final AttachPolicy<S> policy;
    private final Map<String, String> modelsOfPrebuilt = new HashMap<>();
    private final Set<String> compiledSubGraphs = new HashSet<>();

    Attachment(SharedMemory memory, StateGraph<S> graph, AttachPolicy<S> policy) {
        this.memory = memory;
        this.graph = graph;
        this.policy = policy;
    }

    /**
     * Puts the memory around the graph's nodes.
     *
     * @throws IllegalArgumentException if the policy names a node that the graph does not have
     */
    void attach() {
        Set<String> ids = own(graph, "");
        policy.nodes().stream().filter(node -> !ids.contains(node)).findFirst().ifPresent(node -> {
            throw new IllegalArgumentException(
                    "The memory's policy names the node %s, but the graph has only %s: name a node of an inlined sub-graph sub-node, give a compiled sub-graph a policy of its own, and attach after the last addNode"
                            .formatted(node, ids));
        });
        warnWithoutChannel();
        rewrite(graph, "");
        graph.addWrapCallNodeHook(new GraphHook<>(this));
        graph.addWrapCallEdgeHook(new EdgeMemory<>(this));
    }

    /** The schema of a prebuilt agent cannot be extended, so there is nothing to mend. */
    private void warnWithoutChannel() {
        if (!hasChannel() && !graph.getChannels().equals(MessagesState.SCHEMA)) {
            LOG.warn(
                    "The graph's schema has no channel {}, so a replay from its first checkpoint looks like a new run: build the schema with GraphMemory.schema(...)",
                    GraphMemory.CURSOR);
        }
    }

    /** Returns whether the graph merges the cursors of its branches. */
    boolean hasChannel() {
        return graph.getChannels().containsKey(GraphMemory.CURSOR);
    }

    /** Returns the nodes that this attachment puts the memory around. */
    private Set<String> own(StateGraph<S> within, String prefix) {
        return within.reduce((nodes, edges) -> {
            Set<String> own = new LinkedHashSet<>();
            for (Node<S> node : nodes.elements) {
                if (node instanceof SubStateGraphNode<S> sub) {
                    own.addAll(own(sub.subGraph(), prefix + node.id() + "-"));
                } else if (isOwn(node)) {
                    own.add(prefix + node.id());
                }
            }
            return own;
        });
    }

    /** LangGraph4j looks for the action of a compiled sub-graph by its class, so that one stays as it is. */
    private static boolean isOwn(Node<?> node) {
        return !(node instanceof SubCompiledGraphNode<?>) && !(node instanceof AttachedNode<?>);
    }

    private void rewrite(StateGraph<S> within, String prefix) {
        within.reduce((nodes, edges) -> {
            List<Node<S>> before = List.copyOf(nodes.elements);
            if (nodes.anyMatchById(MODEL) && nodes.anyMatchById(TOOLS)) {
                modelsOfPrebuilt.put(prefix + MODEL, prefix + MODEL);
                modelsOfPrebuilt.put(prefix + TOOLS, prefix + MODEL);
            }
            nodes.elements.clear();
            before.forEach(node -> nodes.elements.add(rewritten(node, prefix)));
            return nodes;
        });
    }

    private Node<S> rewritten(Node<S> node, String prefix) {
        String id = prefix + node.id();
        if (node instanceof SubStateGraphNode<S> sub) {
            rewrite(sub.subGraph(), id + "-");
            return node;
        }
        if (node instanceof SubCompiledGraphNode<S> sub) {
            compiledSubGraphs.add(id);
            warnIfNotAttached(id, sub.subGraph());
        }
        return isOwn(node) ? new AttachedNode<>(node, id, this) : node;
    }

    private void warnIfNotAttached(String id, StateGraph<S> compiled) {
        boolean attached =
                compiled.reduce((nodes, edges) -> nodes.elements.stream().anyMatch(AttachedNode.class::isInstance));
        if (!attached) {
            LOG.warn("The nodes of the compiled sub-graph {} have no memory: attach it before it is compiled", id);
        }
    }

    /** Returns whether {@code graph} has the memory around it already, whoever put it there. */
    static boolean isThere(StateGraph<?> graph) {
        return graph.reduce((nodes, edges) -> nodes.elements.stream()
                .anyMatch(node -> node instanceof AttachedNode<?> attached && attached.isOf(graph)));
    }

    boolean isOf(StateGraph<?> other) {
        return graph == other;
    }

    AttachPolicy<S> policy() {
        return policy;
    }

    S state(Map<String, Object> data) {
        return graph.getStateFactory().apply(data);
    }

    boolean isCompiledSubGraph(String node) {
        return compiledSubGraphs.contains(node);
    }

    boolean isModelOfPrebuilt(String node) {
        return node.equals(modelsOfPrebuilt.get(node));
    }

    /** Returns who works in a node: whom the policy names, else an agent of the node's name. */
    String agent(String node, List<String> subGraphs) {
        String named = policy.agents().get(node);
        if (named != null) {
            return named;
        }
        String model = modelsOfPrebuilt.get(node);
        return model == null ? node : policy.agents().getOrDefault(model, prebuilt(model, subGraphs));
    }

    /** A prebuilt agent is one agent, called as the sub-graph that it is. */
    private static String prebuilt(String model, List<String> subGraphs) {
        if (model.length() > MODEL.length()) {
            return model.substring(0, model.length() - MODEL.length() - 1);
        }
        return subGraphs.isEmpty() ? MODEL : subGraphs.get(subGraphs.size() - 1);
    }

    /** Returns a turn of the agent that works in {@code node}. */
    Turn turn(String node, Map<String, Object> data, RunnableConfig config) {
        GraphScope scope = GraphScope.of(config);
        String agent = agent(node, scope.subGraphs(config));
        Branches branches = Branches.around(config).orElse(null);
        StepRequest request = request(
                scope.inside(config, node),
                agent,
                scope,
                CursorChannel.in(data),
                branches == null ? StepRequest.Place.SEQUENCE : StepRequest.Place.BRANCH);
        return new Turn(memory, request, ShownMemories.to(agent, data), branches);
    }

    /** Begins a step of a parallel node, which writes nothing itself. */
    Step begin(String node, String agent, RunnableConfig config, Cursor cursor, StepRequest.Place place) {
        return memory.begin(request(node, agent, GraphScope.of(config), cursor, place));
    }

    private StepRequest request(String node, String agent, GraphScope scope, Cursor cursor, StepRequest.Place place) {
        return StepRequest.builder(scope.task(), node, scope.thread())
                .user(scope.user())
                .agent(agent)
                .cursor(cursor)
                .place(place)
                .news(scope.news())
                .build();
    }
}
