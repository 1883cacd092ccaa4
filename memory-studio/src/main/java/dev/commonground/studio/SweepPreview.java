package dev.commonground.studio;

import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Wraps a store so that a sweep ends before its commit, with the number of entries that it would have removed. */
final class SweepPreview {

    private SweepPreview() {}

    static MemoryStore of(MemoryStore store) {
        return (MemoryStore) Proxy.newProxyInstance(
                MemoryStore.class.getClassLoader(), new Class<?>[] {MemoryStore.class}, (proxy, method, arguments) -> {
                    if (arguments != null && arguments.length > 0 && arguments[0] instanceof Commit commit) {
                        throw new UnsweptException(swept(commit));
                    }
                    return call(store, method, arguments);
                });
    }

    private static @Nullable Object call(MemoryStore store, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNullElse(e.getCause(), e);
        }
    }

    private static int swept(Commit commit) {
        return commit.appends().stream()
                .flatMap(append -> append.actions().stream())
                .filter(Entry.Sweep.class::isInstance)
                .mapToInt(action -> ((Entry.Sweep) action).positions().size())
                .sum();
    }
}
