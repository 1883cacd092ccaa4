package dev.commonground.langgraph4j;

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

/**
 * What the memory does around the nodes of a graph. Nodes are named as in the graph, those of an inlined sub-graph as
 * {@code sub-node}.
 *
 * @param recalls what to recall before a node, by node
 * @param briefings what work to brief for before a node, by node
 * @param remembers what to remember after a node, by node
 * @param learns what to learn from after a node, by node; a request without messages costs nothing
 * @param agents which agent works in a node, by node
 * @param briefsEveryNode whether nodes without a briefing of their own are offered one
 * @param budget the most tokens of a briefing that goes to a model
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
        recalls = Map.copyOf(recalls);
        briefings = Map.copyOf(briefings);
        remembers = Map.copyOf(remembers);
        learns = Map.copyOf(learns);
        agents = Map.copyOf(agents);
    }

    /** Starts a policy that does nothing. */
    public static <S extends AgentState> Builder<S> builder() {
        return new Builder<>();
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
     * Builds an {@link AttachPolicy}; every setter returns this builder. Not thread-safe.
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

        /**
         * Learns after {@code node} from what it added under {@code keys}, when it has succeeded: messages, one or a list,
         * or a text, which is what the node's agent said. What the keys held before is not learned from again, nor what the
         * memory itself put there. It costs one call of the model that the memory learns with for each piece of what was
         * added, or none if the memory learns by rules or nothing was added. What is learned is committed with the node; if
         * learning fails, so does the node, and nothing is stored.
         */
        public Builder<S> learnAfter(String node, String... keys) {
            AddedMessages added = new AddedMessages(List.of(keys));
            return learnAfter(
                    node,
                    (state, result) ->
                            LearnRequest.builder(added.by(result, state.data())).build());
        }

        /**
         * Learns after {@code node} from an exchange: what users said last under {@code keys} before it, and what it added.
         * It costs as many calls as {@link #learnAfter(String, String...)}.
         */
        public Builder<S> learnExchangeAfter(String node, String... keys) {
            AddedMessages said = new AddedMessages(List.of(keys));
            return learnAfter(
                    node,
                    (state, result) -> LearnRequest.builder(Stream.concat(
                                            said.to(state.data()).stream(), said.by(result, state.data()).stream())
                                    .toList())
                            .build());
        }

        /**
         * Learns after {@code node} what a request says, made of the state it saw and its result, when it has succeeded; at
         * the cost of the request, and none if it has no messages.
         */
        public Builder<S> learnAfter(String node, BiFunction<S, Map<String, Object>, LearnRequest> request) {
            learns.put(node, request);
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
            return new AttachPolicy<>(recalls, briefings, remembers, learns, agents, briefsEveryNode, budget);
        }
    }
}
