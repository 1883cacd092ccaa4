package dev.commonground.studio.page;

import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the memories that were live at moments, in the order of a list. It keeps those that were asked for last, up to
 * {@value #MOST_IDS} ids. Thread-safe.
 */
final class MomentViews {

    private static final int MOST_IDS = 2_000_000;

    /**
     * What decides which memories are live at a moment.
     *
     * @param scope the id of the task's scope
     * @param position the last position in the task's log that may have changed the moment
     * @param moment the cursor of the moment
     * @param visitor who looks
     */
    record ViewKey(String scope, long position, String moment, Visitor visitor) {}

    private final Map<ViewKey, List<MemoryId>> views = new LinkedHashMap<>(16, 0.75f, true);
    private int kept;

    /** Returns the ids of a view; asks for its memories unless they are known. */
    List<MemoryId> ids(ViewKey key, Supplier<List<Memory>> memories) {
        List<MemoryId> known = known(key);
        if (known != null) {
            return known;
        }
        List<MemoryId> ids = memories.get().stream().map(Memory::id).toList();
        keep(key, ids);
        return ids;
    }

    private synchronized @Nullable List<MemoryId> known(ViewKey key) {
        return views.get(key);
    }

    private synchronized void keep(ViewKey key, List<MemoryId> ids) {
        if (ids.size() > MOST_IDS || views.putIfAbsent(key, ids) != null) {
            return;
        }
        kept += size(ids);
        for (Iterator<List<MemoryId>> oldest = views.values().iterator(); kept > MOST_IDS; ) {
            kept -= size(oldest.next());
            oldest.remove();
        }
    }

    /** Returns what a view counts for: an empty one takes space, too. */
    private static int size(List<MemoryId> ids) {
        return ids.size() + 100;
    }
}
