package dev.commonground.langgraph4j;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.internal.node.Node;
import org.bsc.langgraph4j.state.AgentState;

/**
 * A node with the memory around its action.
 *
 * @param <S> the graph's state
 */
final class AttachedNode<S extends AgentState> extends Node<S> {

    private final Attachment<S> attachment;

    AttachedNode(Node<S> node, String id, Attachment<S> attachment) {
        super(node.id(), config -> around(node.actionFactory().apply(config), id, attachment));
        this.attachment = attachment;
    }

    /** Returns whether it was attached with {@code graph}, and not with a graph around it. */
    boolean isOf(StateGraph<?> graph) {
        return attachment.isOf(graph);
    }

    private static <S extends AgentState> AsyncNodeActionWithConfig<S> around(
            AsyncNodeActionWithConfig<S> action, String id, Attachment<S> attachment) {
        NodeMemory<S> remembering = new NodeMemory<>(attachment, id, action);
        Set<Class<?>> interfaces = interfaces(action.getClass());
        return interfaces.equals(Set.of(AsyncNodeActionWithConfig.class))
                ? remembering
                : looksLike(action, remembering, interfaces);
    }

    private static Set<Class<?>> interfaces(Class<?> type) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            interfaces.addAll(List.of(above.getInterfaces()));
        }
        return interfaces;
    }

    /** Keeps every interface of the action, because LangGraph4j looks for some, such as that of interruptions. */
    @SuppressWarnings("unchecked")
    private static <S extends AgentState> AsyncNodeActionWithConfig<S> looksLike(
            AsyncNodeActionWithConfig<S> action, NodeMemory<S> remembering, Set<Class<?>> interfaces) {
        InvocationHandler handler =
                (proxy, method, arguments) -> invoke(isApply(method) ? remembering : action, method, arguments);
        return (AsyncNodeActionWithConfig<S>) Proxy.newProxyInstance(
                action.getClass().getClassLoader(), interfaces.toArray(Class<?>[]::new), handler);
    }

    private static boolean isApply(Method method) {
        return method.getName().equals("apply") && method.getParameterCount() == 2;
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
