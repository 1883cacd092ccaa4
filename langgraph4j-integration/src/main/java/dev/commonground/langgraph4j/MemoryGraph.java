package dev.commonground.langgraph4j;

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

    @Override
    public CompiledGraph<S> compile(CompileConfig config) throws GraphStateException {
        graphs.attach(this, policy);
        return super.compile(config);
    }
}
