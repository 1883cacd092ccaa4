package dev.commonground.memory;

import java.util.List;

/**
 * Live memories that say different things of one key.
 *
 * @param key what they disagree about
 * @param memories the memories, at least two, in the order of their value and id
 */
public record Conflict(String key, List<Memory> memories) {
    public Conflict {
        memories = List.copyOf(memories);
        if (memories.size() < 2) {
            throw new IllegalArgumentException(
                    "A conflict has at least 2 sides, but %d was given".formatted(memories.size()));
        }
    }
}
