package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Live memories that give one key different values.
 *
 * @param key the key in conflict
 * @param memories the memories, at least two, in the order of value and id
 */
public record Conflict(String key, List<Memory> memories) {
    public Conflict {
        requireNonNull(key, "key");
        memories = List.copyOf(requireNonNull(memories, "memories"));
        if (memories.size() < 2) {
            throw new IllegalArgumentException(
                    "A conflict needs at least 2 memories, but %d given: pass all sides".formatted(memories.size()));
        }
    }
}
