package dev.commonground.langgraph4j;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bsc.langgraph4j.action.AsyncNodeActionWithConfig;
import org.bsc.langgraph4j.state.AgentState;

/**
 * Replaces the behavior of a node's action and keeps every interface that the action implements. LangGraph4j tests
 * actions for some of them, such as {@code InterruptableAction}.
 */
final class DecoratedAction {

    private DecoratedAction() {}

    /** Returns an action that applies {@code decorated} and delegates all other methods to {@code action}. */
    static <S extends AgentState> AsyncNodeActionWithConfig<S> of(
            AsyncNodeActionWithConfig<S> action, AsyncNodeActionWithConfig<S> decorated) {
        Set<Class<?>> interfaces = interfaces(action.getClass());
        return interfaces.equals(Set.of(AsyncNodeActionWithConfig.class))
                ? decorated
                : proxy(action, decorated, interfaces);
    }

    private static Set<Class<?>> interfaces(Class<?> type) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            interfaces.addAll(List.of(above.getInterfaces()));
        }
        return interfaces;
    }

    @SuppressWarnings("unchecked")
    private static <S extends AgentState> AsyncNodeActionWithConfig<S> proxy(
            AsyncNodeActionWithConfig<S> action, AsyncNodeActionWithConfig<S> decorated, Set<Class<?>> interfaces) {
        InvocationHandler handler =
                (proxy, method, arguments) -> invoke(isApply(method) ? decorated : action, method, arguments);
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
