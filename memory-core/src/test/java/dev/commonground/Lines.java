package dev.commonground;

import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import java.util.stream.Collectors;

/** Memories on one line, for assertions. */
public final class Lines {

    private Lines() {}

    /** Returns the kind, key and value, text and authors of a memory, without its scope and status. */
    public static String of(Memory memory) {
        String keyed = memory.key() == null ? "" : " %s = %s".formatted(memory.key(), memory.value());
        return "%s%s: %s (%s)"
                .formatted(
                        memory.kind(),
                        keyed,
                        memory.text(),
                        memory.authors().stream().map(Author::toString).collect(Collectors.joining(", ")));
    }
}
