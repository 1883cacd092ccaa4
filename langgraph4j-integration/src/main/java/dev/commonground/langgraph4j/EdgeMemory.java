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
 * The memory around a conditional edge, where a prebuilt agent runs its tools. The tools get the state's values as
 * invocation parameters and nothing else, so the turn lies among them; what is written is committed when the edge has
 * succeeded. An edge that only routes is left as it is.
 *
 * @param <S> the graph's state
 */
final class EdgeMemory<S extends AgentState> implements EdgeHook.WrapCall<S> {

    private final Attachment<S> attachment;

    EdgeMemory(Attachment<S> attachment) {
        this.attachment = attachment;
    }

    @Override
    public CompletableFuture<Command> applyWrap(
            String source, S state, RunnableConfig config, AsyncCommandAction<S> action) {
        Turn turn = attachment.turn(source, state.data(), config);
        Map<String, Object> view = new HashMap<>(state.data());
        view.put(Turn.KEY, turn);
        ReadableCalls.in(view);
        RunnableConfig carrying = config.updateMetadata(Map.of(Turn.KEY, turn));
        return ManagedParameters.during(turn, () -> action.apply(attachment.state(view), carrying))
                .thenApply(command -> committed(turn, command));
    }

    private static Command committed(Turn turn, Command command) {
        Map<String, Object> update = NodeView.strip(command.update());
        if (turn.hasBegun()) {
            update.put(GraphMemory.CURSOR, turn.commit().toString());
            turn.shown().into(update);
        }
        return new Command(command.gotoNodeSafe().orElse(null), update);
    }
}
