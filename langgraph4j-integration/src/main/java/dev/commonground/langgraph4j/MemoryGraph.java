package dev.commonground.langgraph4j;

import dev.commonground.SharedMemory;
import java.util.Map;
import java.util.function.Consumer;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.state.AgentState;
import org.bsc.langgraph4j.state.AgentStateFactory;
import org.bsc.langgraph4j.state.Channel;

/**
 * A graph that attaches the memory when it is compiled, because only then all its nodes are known.
 *
 * @param <S> the graph's state
 */
final class MemoryGraph<S extends AgentState> extends StateGraph<S> {

    private final GraphMemory graphs;
    private final Consumer<AttachPolicy.Builder<S>> policy;

    MemoryGraph(
            GraphMemory graphs,
            Map<String, Channel<?>> channels,
            AgentStateFactory<S> states,
            Consumer<AttachPolicy.Builder<S>> policy) {
        super(channels, states);
        this.graphs = graphs;
        this.policy = policy;
    }

    /** Returns whether the graph will have this memory. */
    boolean isOver(SharedMemory memory) {
        return graphs.isOver(memory);
    }

    /** Returns the policy under which the graph will be attached, also as an inlined sub-graph. */
    AttachPolicy<S> policy() {
        AttachPolicy.Builder<S> builder = AttachPolicy.builder();
        policy.accept(builder);
        return builder.build();
    }

    @Override
    public CompiledGraph<S> compile(CompileConfig config) throws GraphStateException {
        graphs.attach(this, policy);
        return super.compile(config);
    }
}
