package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

/** Thrown when no live memory of an id is visible. */
public final class MemoryNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient MemoryId id;

    /** Creates the exception for an id. */
    public MemoryNotFoundException(MemoryId id) {
        super(
                "No live memory with the id %s is visible from here: it was never stored in these scopes, or it is superseded, forgotten or expired. recall(...) returns live ids; history(...) shows what happened to older ones."
                        .formatted(requireNonNull(id, "id")));
        this.id = id;
    }

    /** Returns the id that was not found. */
    public MemoryId id() {
        return id;
    }
}
