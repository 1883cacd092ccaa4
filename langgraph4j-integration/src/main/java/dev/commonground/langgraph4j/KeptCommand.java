package dev.commonground.langgraph4j;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.bsc.langgraph4j.action.Command;
import org.bsc.langgraph4j.hook.EdgeHook;
import org.bsc.langgraph4j.state.AgentState;
import org.jspecify.annotations.Nullable;

/** Hooks around conditional edges that keep in a command what the memory has added to its update. */
final class KeptCommand {

    private KeptCommand() {}

    private interface KeptAfterEdge<S extends AgentState> extends EdgeHook.AfterCall<S>, KeptHook {}

    private interface KeptAroundEdge<S extends AgentState> extends EdgeHook.WrapCall<S>, KeptHook {}

    static <S extends AgentState> EdgeHook.AfterCall<S> afterCall(EdgeHook.AfterCall<S> hook) {
        if (hook instanceof KeptHook) {
            return hook;
        }
        KeptAfterEdge<S> wrapped = (source, state, config, command) ->
                hook.applyAfter(source, state, config, command).thenApply(replaced -> kept(command, replaced));
        return wrapped;
    }

    static <S extends AgentState> EdgeHook.WrapCall<S> wrapCall(EdgeHook.WrapCall<S> hook) {
        if (hook instanceof KeptHook || hook instanceof EdgeMemory) {
            return hook;
        }
        KeptAroundEdge<S> wrapped = (source, state, config, action) -> {
            AtomicReference<@Nullable Command> last = new AtomicReference<>();
            return hook.applyWrap(
                            source,
                            state,
                            config,
                            (seen, carried) -> action.apply(seen, carried).thenApply(command -> {
                                last.set(command);
                                return command;
                            }))
                    .thenApply(replaced -> kept(last.get(), replaced));
        };
        return wrapped;
    }

    private static Command kept(@Nullable Command command, Command replaced) {
        Map<String, Object> update = KeptResult.kept(command == null ? null : command.update(), replaced.update());
        return new Command(replaced.gotoNodeSafe().orElse(null), update);
    }
}
