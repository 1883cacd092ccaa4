package dev.commonground.langgraph4j;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.bsc.langgraph4j.hook.NodeHook;
import org.bsc.langgraph4j.state.AgentState;
import org.jspecify.annotations.Nullable;

/** Hooks around nodes that keep in a result what the memory has added to it. */
final class KeptResult {

    private KeptResult() {}

    private interface KeptAfterNode<S extends AgentState> extends NodeHook.AfterCall<S>, KeptHook {}

    private interface KeptAroundNode<S extends AgentState> extends NodeHook.WrapCall<S>, KeptHook {}

    static <S extends AgentState> NodeHook.AfterCall<S> afterCall(NodeHook.AfterCall<S> hook) {
        if (hook instanceof KeptHook) {
            return hook;
        }
        KeptAfterNode<S> wrapped = (node, state, config, result) ->
                hook.applyAfter(node, state, config, result).thenApply(replaced -> kept(result, replaced));
        return wrapped;
    }

    static <S extends AgentState> NodeHook.WrapCall<S> wrapCall(NodeHook.WrapCall<S> hook) {
        if (hook instanceof KeptHook || hook instanceof GraphHook) {
            return hook;
        }
        KeptAroundNode<S> wrapped = (node, state, config, action) -> {
            AtomicReference<@Nullable Map<String, Object>> last = new AtomicReference<>();
            return hook.applyWrap(
                            node,
                            state,
                            config,
                            (seen, carried) -> action.apply(seen, carried).thenApply(result -> {
                                last.set(result);
                                return result;
                            }))
                    .thenApply(replaced -> kept(last.get(), replaced));
        };
        return wrapped;
    }

    /** Returns {@code replaced} with what the memory has added to {@code result}. */
    static Map<String, Object> kept(@Nullable Map<String, Object> result, Map<String, Object> replaced) {
        Map<String, Object> added = result == null ? Map.of() : NodeView.addedTo(result);
        if (added.isEmpty() || added.equals(NodeView.addedTo(replaced))) {
            return replaced;
        }
        Map<String, Object> kept = new HashMap<>(replaced);
        kept.putAll(added);
        return kept;
    }
}
