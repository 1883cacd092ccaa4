package dev.commonground.langgraph4j;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The prebuilt agents inside a graph. Each consists of two nodes, one for the model and one for the tools, and works as
 * one agent.
 */
final class PrebuiltAgents {

    /** The node of the model; it has the same id in every prebuilt agent. */
    private static final String MODEL = "agent";

    /** The node of the tools; it has the same id in every prebuilt agent. */
    private static final String TOOLS = "action";

    private final Map<String, String> modelByNode = new HashMap<>();

    /** Adds the prebuilt agent that a graph consists of, if the graph's nodes are those of one. */
    void addIfPrebuilt(List<String> nodes, String prefix) {
        Set<String> ids = new HashSet<>(nodes);
        if (ids.contains(MODEL) && ids.contains(TOOLS)) {
            modelByNode.put(prefix + MODEL, prefix + MODEL);
            modelByNode.put(prefix + TOOLS, prefix + MODEL);
        }
    }

    boolean isModel(String node) {
        return node.equals(modelByNode.get(node));
    }

    /** Returns the model node of the prebuilt agent that {@code node} belongs to. */
    Optional<String> model(String node) {
        return Optional.ofNullable(modelByNode.get(node));
    }

    /** Returns the name of the agent with this model node: the sub-graph that it is, else the node's id. */
    static String name(String model, List<String> subGraphs) {
        if (model.length() > MODEL.length()) {
            return model.substring(0, model.length() - MODEL.length() - 1);
        }
        return subGraphs.isEmpty() ? MODEL : subGraphs.get(subGraphs.size() - 1);
    }
}
