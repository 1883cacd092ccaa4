package dev.commonground.langgraph4j;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.internal.hook.EdgeHooks;
import org.bsc.langgraph4j.internal.hook.HookCalls;
import org.bsc.langgraph4j.internal.hook.NodeHooks;
import org.bsc.langgraph4j.state.AgentState;
import org.jspecify.annotations.Nullable;

/**
 * Access to the hooks of a graph. LangGraph4j replaces the result of a node by what a hook returns, and offers no way to
 * come after every hook; so each hook is wrapped. The lists of hooks are private, and no other class uses them.
 */
final class HookInternals {

    private HookInternals() {}

    /**
     * Wraps the hooks of {@code graph} in place, so that none of them drops what the memory adds to a result. Hooks that
     * are wrapped already stay as they are.
     *
     * @throws IllegalStateException if this version of LangGraph4j keeps its hooks elsewhere
     */
    static <S extends AgentState> void keepResults(StateGraph<S> graph) {
        NodeHooks<S> nodes = Objects.requireNonNull(read(StateGraph.class, graph, "nodeHooks"));
        EdgeHooks<S> edges = Objects.requireNonNull(read(StateGraph.class, graph, "edgeHooks"));
        replace(nodes.wrapCalls, KeptResult::wrapCall);
        replace(nodes.afterCalls, KeptResult::afterCall);
        replace(edges.wrapCalls, KeptCommand::wrapCall);
        replace(edges.afterCalls, KeptCommand::afterCall);
    }

    private static <T> void replace(HookCalls<T> calls, UnaryOperator<T> wrapped) {
        Deque<T> all = read(HookCalls.class, calls, "callList");
        if (all != null) {
            replace(all, wrapped);
        }
        Map<String, Deque<T>> byNode = read(HookCalls.class, calls, "callMap");
        if (byNode != null) {
            byNode.values().forEach(ofNode -> replace(ofNode, wrapped));
        }
    }

    private static <T> void replace(Deque<T> calls, UnaryOperator<T> wrapped) {
        List<T> before = new ArrayList<>(calls);
        calls.clear();
        before.forEach(call -> calls.addLast(wrapped.apply(call)));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the type of the field
    private static <T> @Nullable T read(Class<?> type, Object object, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return (T) field.get(object);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "This version of LangGraph4j has no field %s.%s, so its hooks could drop memories: use a version that the table in the README names"
                            .formatted(type.getSimpleName(), name),
                    e);
        }
    }
}
