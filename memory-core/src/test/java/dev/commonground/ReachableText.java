package dev.commonground;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the texts of all objects that are reachable from a result, an event or an error. */
final class ReachableText {

    private final StringBuilder text = new StringBuilder();
    private final Set<Object> done = Collections.newSetFromMap(new IdentityHashMap<>());

    private ReachableText() {}

    static String of(@Nullable Object value) {
        ReachableText reachable = new ReachableText();
        reachable.add(value);
        return reachable.text.toString();
    }

    private void add(@Nullable Object value) {
        if (value == null || !done.add(value)) {
            return;
        }
        text.append(value).append('\n');
        if (value instanceof Optional<?> optional) {
            add(optional.orElse(null));
        } else if (value instanceof Collection<?> several) {
            several.forEach(this::add);
        } else if (value instanceof Map<?, ?> map) {
            add(map.keySet());
            add(map.values());
        } else if (value instanceof Throwable error) {
            add(error.getCause());
            for (Throwable suppressed : error.getSuppressed()) {
                add(suppressed);
            }
        } else if (value instanceof Record whole) {
            addParts(whole);
        }
    }

    private void addParts(Record whole) {
        for (RecordComponent part : whole.getClass().getRecordComponents()) {
            try {
                part.getAccessor().setAccessible(true);
                add(part.getAccessor().invoke(whole));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("The components of a record must be readable", e);
            }
        }
    }
}
