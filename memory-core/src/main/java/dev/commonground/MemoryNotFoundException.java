package dev.commonground;

import dev.commonground.memory.MemoryId;

/** No live memory of that id can be seen from here. */
public final class MemoryNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient MemoryId id;

    MemoryNotFoundException(MemoryId id) {
        super(
                "No live memory with the id %s can be seen from here: it was never stored in these scopes, or it is superseded, forgotten or expired. recall(...) returns live ids, history(...) shows what became of older ones."
                        .formatted(id));
        this.id = id;
    }

    /** Returns the id that was looked for. */
    public MemoryId id() {
        return id;
    }
}
