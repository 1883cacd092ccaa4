package dev.commonground.crew.event;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;

/**
 * A memory as an event names it.
 *
 * @param id the memory's id
 * @param kind what sort of statement it is
 * @param label its key and value, or the first words of its text; {@value #PRIVATE} if an agent keeps it to itself
 */
public record MemoryRef(String id, Kind kind, String label) {

    /** The label of what an agent keeps to itself. */
    public static final String PRIVATE = "(private)";

    private static final int WORDS = 80;

    public MemoryRef {
        requireNonNull(id, "id");
        requireNonNull(kind, "kind");
        requireNonNull(label, "label");
    }

    /** Returns how an event names {@code memory}. */
    public static MemoryRef to(Memory memory) {
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
        return line.length() <= WORDS ? line : line.substring(0, WORDS - 3) + "...";
    }
}
