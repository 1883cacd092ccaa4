package dev.commonground.langgraph4j;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.action.AsyncCommandAction;
import org.bsc.langgraph4j.action.Command;
import org.bsc.langgraph4j.hook.EdgeHook;
import org.bsc.langgraph4j.state.AgentState;

/**
 * The memory around a conditional edge, where a prebuilt agent runs its tools. The tools receive only the state's
 * values, as invocation parameters, so a token of the run is one of these values. Writes are committed when the edge has
 * succeeded. An edge that only routes is not changed.
 *
 * @param <S> the graph's state
 */
final class EdgeMemory<S extends AgentState> implements EdgeHook.WrapCall<S> {

    private final AttachedGraph<S> attached;

    EdgeMemory(AttachedGraph<S> attached) {
        this.attached = attached;
    }

    @Override
    public CompletableFuture<Command> applyWrap(
            String source, S state, RunnableConfig config, AsyncCommandAction<S> action) {
        NodeRun run = attached.runOfEdge(source, state.data(), config);
        return run.orGiveUp(() -> run.during(() -> action.apply(view(state, run.token()), run.carriedBy(config)))
                .thenApply(command -> committed(run, command)));
    }

    private S view(S state, String token) {
        Map<String, Object> view = new HashMap<>(state.data());
        view.put(NodeRun.KEY, token);
        ReadableCalls.in(view);
        return attached.state(view);
    }

    private static Command committed(NodeRun run, Command command) {
        Map<String, Object> update = NodeView.strip(command.update());
        if (run.hasBegun()) {
            run.commitTo(update);
        }
        run.endToken();
        return new Command(command.gotoNodeSafe().orElse(null), update);
    }
}
