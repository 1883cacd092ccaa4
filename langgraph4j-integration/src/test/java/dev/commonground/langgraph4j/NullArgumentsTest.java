package dev.commonground.langgraph4j;

import dev.commonground.ContractArguments;
import dev.commonground.ContractTypes;
import dev.commonground.NullArgumentsContract;
import dev.commonground.SharedMemory;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolErrorContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.prebuilt.MessagesState;
import org.bsc.langgraph4j.serializer.StateSerializer;
import org.bsc.langgraph4j.state.AgentState;
import org.junit.jupiter.api.extension.RegisterExtension;

class NullArgumentsTest implements NullArgumentsContract {

    @RegisterExtension
    final OpenMemory memory = new OpenMemory();

    @Override
    public Collection<Class<?>> types() {
        return ContractTypes.compiledWith(GraphMemory.class, name -> true);
    }

    @Override
    public Set<Class<?>> implementedByUsers() {
        return Set.of(MemoryAware.class);
    }

    @Override
    public ContractArguments arguments() {
        return new ContractArguments()
                .with(SharedMemory.class, memory::shared)
                .with(GraphMemory.class, memory::graphs)
                .with(GraphThreads.class, () -> memory.graphs().threads(compiled()))
                .with(MemoryBriefing.class, () -> memory.graphs().briefing("writer"))
                .with(MemoryLearning.class, () -> memory.graphs().learning("writer"))
                .with(MemoryRetriever.class, () -> memory.graphs().retriever("writer"))
                .with(MemoryTools.class, () -> memory.graphs().tools("writer"))
                .with(UnreadableArguments.class, UnreadableArguments::new)
                .with(AgentState.class, () -> new AgentState(Map.of()))
                .with(StateGraph.class, () -> new StateGraph<>(AgentState::new))
                .with(CompiledGraph.class, NullArgumentsTest::compiled)
                .with(StateSerializer.class, () -> new StateGraph<>(AgentState::new).getStateSerializer())
                .with(
                        ToolErrorContext.class,
                        () -> ToolErrorContext.builder()
                                .toolExecutionRequest(ToolExecutionRequest.builder()
                                        .name("recall")
                                        .build())
                                .invocationContext(InvocationContext.builder().build())
                                .build())
                .with(Throwable.class, IllegalStateException::new)
                .with(MessagesState.class, () -> new MessagesState<>(Map.of(MessagesState.MESSAGES_STATE, List.of())))
                .with(RunnableConfig.class, () -> RunnableConfig.builder().build());
    }

    private static CompiledGraph<AgentState> compiled() {
        try {
            return new StateGraph<>(AgentState::new)
                    .addEdge(StateGraph.START, StateGraph.END)
                    .compile();
        } catch (GraphStateException e) {
            throw new IllegalStateException(e);
        }
    }
}
