package dev.commonground.internal.session;

import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Memories that a reader was shown and that were revoked or erased since, as the lines with which a briefing begins. The
 * lines name a plain key or an id, and no text: a key can be an attack as well.
 *
 * <p>Not thread-safe.
 */
final class WithdrawnMemories {

    private static final Pattern PLAIN_KEY = Pattern.compile("[\\p{L}\\p{N}_.-]{1,40}");
    private static final int MOST_NAMES = 10;

    private final Set<String> revoked = new TreeSet<>();
    private boolean erased;

    /** Adds the reading of a memory in the view's scope if the memory was revoked or erased. */
    void add(ScopeView view, Reading reading) {
        MemoryId id = reading.memory();
        if (id == null) {
            erased = true;
        } else if (view.isRevoked(id)) {
            String key = view.key(id);
            revoked.add(key != null && PLAIN_KEY.matcher(key).matches() ? key + " (" + id + ")" : id.value());
        }
    }

    /** Returns the lines; empty if nothing was withdrawn. */
    String lines() {
        StringBuilder lines = new StringBuilder();
        if (!revoked.isEmpty()) {
            lines.append(revoked.size())
                    .append(
                            revoked.size() == 1
                                    ? " memory that you were shown was"
                                    : " memories that you were shown were")
                    .append(" withdrawn: do not rely on ")
                    .append(names())
                    .append(".\n");
        }
        if (erased) {
            lines.append("Something that you were shown was erased: do not rely on it and do not repeat it.\n");
        }
        return lines.toString();
    }

    private String names() {
        List<String> names = new ArrayList<>(revoked).subList(0, Math.min(MOST_NAMES, revoked.size()));
        int more = revoked.size() - names.size();
        return String.join(", ", names) + (more == 0 ? "" : " and %d more".formatted(more));
    }
}
