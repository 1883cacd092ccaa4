package dev.commonground.studio;

import dev.commonground.AgentMemory;
import dev.commonground.TaskMemory;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What a reader knows of a task: what it wrote and what it was shown, or without a ledger what it may read. */
final class KnownMemories {

    private final TaskMemory task;

    KnownMemories(TaskMemory task) {
        this.task = task;
    }

    List<Memory> of(AgentMemory reader) {
        Set<MemoryId> shown = shownTo(reader.author());
        List<Memory> readable = reader.list();
        return shown.isEmpty()
                ? readable
                : readable.stream()
                        .filter(memory ->
                                shown.contains(memory.id()) || memory.authors().contains(reader.author()))
                        .toList();
    }

    private Set<MemoryId> shownTo(Author reader) {
        return task.audit(reader.name()).readBy(reader).stream()
                .map(Reading::memory)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
