package dev.commonground;

import dev.commonground.store.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store that says that it is behind a network. */
final class RemoteStore {

    private static final Set<String> TRIPS = Set.of("find", "open", "readBeyond", "positionsOf", "commit");

    private RemoteStore() {}

    /** Answers {@link MemoryStore#positionsOf}; null lets the store answer. */
    interface PositionsAnswer {
        @Nullable
        Object answer(Object[] arguments);
    }

    /** Returns a remote store over another one; {@code trips} receives the calls that would take a round trip. */
    static MemoryStore over(MemoryStore store, List<String> trips, PositionsAnswer positions) {
        return (MemoryStore) Proxy.newProxyInstance(
                MemoryStore.class.getClassLoader(), new Class<?>[] {MemoryStore.class}, (proxy, method, given) -> {
                    if (TRIPS.contains(method.getName())) {
                        trips.add(method.getName());
                    }
                    Object answer = method.getName().equals("positionsOf") ? positions.answer(given) : null;
                    if (answer != null) {
                        return answer;
                    }
                    return method.getName().equals("remote") ? (Object) true : call(store, method, given);
                });
    }

    private static Object call(MemoryStore store, Method method, Object[] given) throws Throwable {
        try {
            return method.invoke(store, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
