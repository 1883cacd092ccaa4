package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.commonground.learning.LearnRequest;
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
import org.jspecify.annotations.Nullable;

/**
 * Configures the actions of the memory before and after the nodes of a graph. Each map has the nodes' ids as its keys.
 * The id of a node in an inlined sub-graph is {@code sub-node}.
 *
 * @param recalls the query of the recall before a node
 * @param briefings the work of the briefing before a node
 * @param remembers the drafts to remember after a node
 * @param learns the request to learn from after a node; a request without messages costs nothing
 * @param agents the agent that works in a node
 * @param briefsEveryNode whether to offer a briefing to the other nodes, too
 * @param budget the most tokens of a briefing for a model
 * @param <S> the graph's state
 */
public record AttachPolicy<S extends AgentState>(
        Map<String, Function<S, String>> recalls,
        Map<String, Function<S, String>> briefings,
        Map<String, BiFunction<S, Map<String, Object>, List<Draft>>> remembers,
        Map<String, BiFunction<S, Map<String, Object>, LearnRequest>> learns,
        Map<String, String> agents,
        boolean briefsEveryNode,
        int budget) {

    public AttachPolicy {
        recalls = Map.copyOf(requireNonNull(recalls, "recalls"));
        briefings = Map.copyOf(requireNonNull(briefings, "briefings"));
        remembers = Map.copyOf(requireNonNull(remembers, "remembers"));
        learns = Map.copyOf(requireNonNull(learns, "learns"));
        agents = Map.copyOf(requireNonNull(agents, "agents"));
    }

    /** Returns a builder of a policy, which does nothing yet. */
    public static <S extends AgentState> Builder<S> builder() {
        return new Builder<>();
    }

    /**
     * Returns what a function of a policy returned for {@code node}.
     *
     * @throws IllegalStateException if it returned null
     */
    static <T> T requireReturned(@Nullable T returned, String policy, String node) {
        if (returned == null) {
            throw new IllegalStateException(
                    "The policy's %s returned null for the node %s: return an empty value if there is nothing to do"
                            .formatted(policy, node));
        }
        return returned;
    }

    /**
     * Returns this policy with the policy of an inlined sub-graph; where both say something about a node, this policy
     * prevails.
     *
     * @param prefix the prefix of the sub-graph's nodes in this graph
     */
    AttachPolicy<S> with(String prefix, AttachPolicy<S> inlined) {
        return new AttachPolicy<>(
                merged(recalls, prefix, inlined.recalls),
                merged(briefings, prefix, inlined.briefings),
                merged(remembers, prefix, inlined.remembers),
                merged(learns, prefix, inlined.learns),
                merged(agents, prefix, inlined.agents),
                briefsEveryNode,
                budget);
    }

    private static <T> Map<String, T> merged(Map<String, T> own, String prefix, Map<String, T> inlined) {
        Map<String, T> merged = new HashMap<>(own);
        inlined.forEach((node, value) -> merged.putIfAbsent(prefix + node, value));
        return merged;
    }

    /** Returns every node that the policy names. */
    Set<String> nodes() {
        Set<String> nodes = new TreeSet<>();
        Stream.<Set<String>>of(
                        recalls.keySet(), briefings.keySet(), remembers.keySet(), learns.keySet(), agents.keySet())
                .forEach(nodes::addAll);
        return nodes;
    }

    /**
     * Builds an {@link AttachPolicy}. Every setter returns this builder. Not thread-safe.
     *
     * @param <S> the graph's state
     */
    public static final class Builder<S extends AgentState> {

        private final Map<String, Function<S, String>> recalls = new HashMap<>();
        private final Map<String, Function<S, String>> briefings = new HashMap<>();
        private final Map<String, BiFunction<S, Map<String, Object>, List<Draft>>> remembers = new HashMap<>();
        private final Map<String, BiFunction<S, Map<String, Object>, LearnRequest>> learns = new HashMap<>();
        private final Map<String, String> agents = new HashMap<>();
        private boolean briefsEveryNode;
        private int budget = 2_000;

        private Builder() {}

        /**
         * Recalls the 10 memories that match a query best before {@code node}, for {@link MemoryAware#recalled}. A
         * blank query recalls nothing.
         */
        public Builder<S> recallBefore(String node, Function<S, String> query) {
            recalls.put(requireNonNull(node, "node"), requireNonNull(query, "query"));
            return this;
        }

        /** Briefs {@code node} before it runs, for {@link MemoryAware#briefing}. The work selects the findings. */
        public Builder<S> briefBefore(String node, Function<S, String> work) {
            briefings.put(requireNonNull(node, "node"), requireNonNull(work, "work"));
            return this;
        }

        /**
         * Remembers drafts after {@code node} has succeeded. A function makes them from the node's state and its
         * result.
         */
        public Builder<S> rememberAfter(String node, BiFunction<S, Map<String, Object>, List<Draft>> drafts) {
            remembers.put(requireNonNull(node, "node"), requireNonNull(drafts, "drafts"));
            return this;
        }

        /**
         * Learns from the values that {@code node} added under {@code keys}, after the node has succeeded. A value is a
         * message, a list of messages, or a text, which counts as a message of the node's agent. Earlier values of the
         * keys are not learned again, nor are texts that the memory itself put there.
         *
         * <p>Each chunk of the added messages costs one call of the model that the memory learns with. No call is
         * made if the memory learns by rules or if nothing was added. The learned memories are committed with the
         * node. If learning fails, the node fails and nothing is stored.
         */
        public Builder<S> learnAfter(String node, String... keys) {
            AddedMessages added = new AddedMessages(List.of(requireNonNull(keys, "keys")));
            return learnAfter(
                    node,
                    (state, result) ->
                            LearnRequest.builder(added.by(result, state.data())).build());
        }

        /**
         * Learns from an exchange after {@code node} has succeeded. The exchange consists of the users' latest messages
         * under {@code keys} and of the messages that the node added there. The cost is that of
         * {@link #learnAfter(String, String...)}.
         */
        public Builder<S> learnExchangeAfter(String node, String... keys) {
            AddedMessages messages = new AddedMessages(List.of(requireNonNull(keys, "keys")));
            return learnAfter(
                    node,
                    (state, result) -> LearnRequest.builder(Stream.concat(
                                            messages.to(state.data()).stream(),
                                            messages.by(result, state.data()).stream())
                                    .toList())
                            .build());
        }

        /**
         * Learns from a request after {@code node} has succeeded. A function makes the request from the node's state
         * and its result. A request without messages costs nothing.
         */
        public Builder<S> learnAfter(String node, BiFunction<S, Map<String, Object>, LearnRequest> request) {
            learns.put(requireNonNull(node, "node"), requireNonNull(request, "request"));
            return this;
        }

        /** Sets the agent that works in {@code node}. Defaults to an agent with the node's name. */
        public Builder<S> agent(String node, String name) {
            agents.put(requireNonNull(node, "node"), requireNonNull(name, "name"));
            return this;
        }

        /**
         * Offers a briefing to every node, as {@link GraphMemory#attach(org.bsc.langgraph4j.StateGraph)} does. An
         * offered memory does not count as shown: a node that contradicts it causes a conflict and supersedes nothing.
         */
        public Builder<S> briefEveryNode() {
            briefsEveryNode = true;
            return this;
        }

        /** Sets the most tokens of a briefing for a model. Defaults to 2,000. */
        public Builder<S> budget(int tokens) {
            budget = tokens;
            return this;
        }

        /** Returns the policy. */
        public AttachPolicy<S> build() {
            return new AttachPolicy<>(recalls, briefings, remembers, learns, agents, briefsEveryNode, budget);
        }
    }
}
