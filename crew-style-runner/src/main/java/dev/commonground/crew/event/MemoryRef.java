package dev.commonground.crew.event;

import static java.util.Objects.requireNonNull;

import dev.commonground.crew.internal.WellFormed;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;

/**
 * A reference to a memory in an event.
 *
 * @param id the id of the memory
 * @param kind the kind of the memory
 * @param label its key and value, or the beginning of its text; {@value #PRIVATE} if the memory is private
 */
public record MemoryRef(String id, Kind kind, String label) {

    /** The label of a private memory. */
    public static final String PRIVATE = "(private)";

    private static final int WORDS = 80;

    public MemoryRef {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        requireNonNull(label, "label");
    }

    /** Returns a reference to {@code memory}. */
    public static MemoryRef to(Memory memory) {
        requireNonNull(memory, "memory");
        return new MemoryRef(memory.id().value(), memory.kind(), label(memory));
    }

    private static String label(Memory memory) {
        if (memory.scope() instanceof Scope.Agent) {
            return PRIVATE;
        }
        if (memory.key() != null) {
            return memory.key() + "=" + memory.value();
        }
        String line = memory.text().replaceAll("\\s+", " ");
        return line.length() <= WORDS ? line : WellFormed.text(line.substring(0, WORDS - 3)) + "...";
    }
}
