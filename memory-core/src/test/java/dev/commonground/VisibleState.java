package dev.commonground;

import dev.commonground.memory.Author;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Renders the visible memories as a text without ids, times and positions, which is equal for equal memories in any
 * store.
 */
final class VisibleState {

    private VisibleState() {}

    /** Returns the live memories, the memories with {@code ids} in any status, and the conflicts. */
    static String of(AgentMemory reader, Collection<MemoryId> ids) {
        Stream<Memory> known =
                Stream.concat(reader.list().stream(), ids.stream().flatMap(id -> reader.find(id).stream()));
        Stream<String> lines = known.map(VisibleState::line).distinct().sorted();
        Stream<String> conflicts = reader.conflicts().stream().map(VisibleState::line);
        return Stream.concat(lines, conflicts).collect(Collectors.joining("; "));
    }

    private static String line(Memory memory) {
        List<String> authors = memory.authors().stream().map(Author::toString).toList();
        return "%s %s %s".formatted(memory.status(), memory.statement(), authors);
    }

    private static String line(Conflict conflict) {
        List<String> texts =
                conflict.memories().stream().map(Memory::text).sorted().toList();
        return "%s? %s".formatted(conflict.key(), texts);
    }
}
