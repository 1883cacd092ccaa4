package dev.commonground.langgraph4j;

import dev.commonground.memory.Draft;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bsc.langgraph4j.state.AgentState;

/**
 * What the memory does around the nodes of a graph. Nodes are named as in the graph, those of an inlined sub-graph as
 * {@code sub-node}.
 *
 * @param recalls what to recall before a node, by node
 * @param briefings what work to brief for before a node, by node
 * @param remembers what to remember after a node, by node
 * @param agents which agent works in a node, by node
 * @param briefsEveryNode whether nodes without a briefing of their own are offered one
 * @param budget the most tokens of a briefing that goes to a model
 * @param <S> the graph's state
 */
public record AttachPolicy<S extends AgentState>(
        Map<String, Function<S, String>> recalls,
        Map<String, Function<S, String>> briefings,
        Map<String, BiFunction<S, Map<String, Object>, List<Draft>>> remembers,
        Map<String, String> agents,
        boolean briefsEveryNode,
        int budget) {

    public AttachPolicy {
        recalls = Map.copyOf(recalls);
        briefings = Map.copyOf(briefings);
        remembers = Map.copyOf(remembers);
        agents = Map.copyOf(agents);
    }

    /** Starts a policy that does nothing. */
    public static <S extends AgentState> Builder<S> builder() {
        return new Builder<>();
    }

    /** Returns every node that the policy names. */
    Set<String> nodes() {
        Set<String> nodes = new TreeSet<>();
        Stream.<Set<String>>of(recalls.keySet(), briefings.keySet(), remembers.keySet(), agents.keySet())
                .forEach(nodes::addAll);
        return nodes;
    }

    /**
     * Builds an {@link AttachPolicy}; every setter returns this builder. Not thread-safe.
     *
     * @param <S> the graph's state
     */
    public static final class Builder<S extends AgentState> {

        private final Map<String, Function<S, String>> recalls = new HashMap<>();
        private final Map<String, Function<S, String>> briefings = new HashMap<>();
        private final Map<String, BiFunction<S, Map<String, Object>, List<Draft>>> remembers = new HashMap<>();
        private final Map<String, String> agents = new HashMap<>();
        private boolean briefsEveryNode;
        private int budget = 2_000;

        private Builder() {}

        /**
         * Recalls before {@code node} the 10 memories that fit a query best, for {@link MemoryAware#recalled}; a blank query
         * recalls nothing.
         */
        public Builder<S> recallBefore(String node, Function<S, String> query) {
            recalls.put(node, query);
            return this;
        }

        /** Briefs {@code node} before its work, for {@link MemoryAware#briefing}; the work chooses the findings. */
        public Builder<S> briefBefore(String node, Function<S, String> work) {
            briefings.put(node, work);
            return this;
        }

        /** Remembers what {@code node} learned, from the state it saw and its result, when it has succeeded. */
        public Builder<S> rememberAfter(String node, BiFunction<S, Map<String, Object>, List<Draft>> drafts) {
            remembers.put(node, drafts);
            return this;
        }

        /** Sets which agent works in {@code node}; an agent of the node's name unless told otherwise. */
        public Builder<S> agent(String node, String name) {
            agents.put(node, name);
            return this;
        }

        /**
         * Offers every node a briefing, as {@link GraphMemory#attach(org.bsc.langgraph4j.StateGraph)} does. What is only
         * offered does not count as shown: a node that contradicts it makes a conflict, and supersedes nothing.
         */
        public Builder<S> briefEveryNode() {
            briefsEveryNode = true;
            return this;
        }

        /** Sets the most tokens of a briefing that goes to a model; 2,000 unless told otherwise. */
        public Builder<S> budget(int tokens) {
            budget = tokens;
            return this;
        }

        /** Returns the finished policy. */
        public AttachPolicy<S> build() {
            return new AttachPolicy<>(recalls, briefings, remembers, agents, briefsEveryNode, budget);
        }
    }
}
