package dev.commonground.studio.page;

import dev.commonground.AgentMemory;
import dev.commonground.memory.Change;
import dev.commonground.memory.Changes;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds memories of a task through its changes: those that are live no more, and those that follow another. */
final class ChangedMemories {

    private ChangedMemories() {}

    /** Returns the memories of a status, the last changed first. */
    static List<Memory> of(AgentMemory handle, Memory.Status status, Filter filter) {
        List<MemoryId> ended = handle.log().changes(Cursor.EMPTY).changes().stream()
                .flatMap(change -> ended(change).stream())
                .map(Memory::id)
                .distinct()
                .toList();
        return Stream.iterate(ended.size() - 1, i -> i >= 0, i -> i - 1)
                .flatMap(i -> handle.find(ended.get(i)).stream())
                .filter(memory -> memory.status() == status && filter.test(memory))
                .toList();
    }

    private static Optional<Memory> ended(Change change) {
        if (change instanceof Change.Superseded superseded) {
            return Optional.of(superseded.memory());
        }
        if (change instanceof Change.Forgotten forgotten) {
            return Optional.of(forgotten.memory());
        }
        return change instanceof Change.Asserted asserted
                        && asserted.assertion().expires() != null
                ? Optional.of(asserted.memory()) // what has expired since then has no change of its own
                : Optional.empty();
    }

    /** Returns the memories that {@code id} superseded, among the changes of the task. */
    static List<MemoryId> supersededBy(Changes task, MemoryId id) {
        return task.changes().stream()
                .filter(change -> change instanceof Change.Superseded superseded
                        && superseded.by().id().equals(id))
                .map(change -> ((Change.Superseded) change).memory().id())
                .distinct()
                .toList();
    }

    /** Returns the memories that were concluded from {@code id} directly, among the changes of the task. */
    static List<MemoryId> concludedFrom(Changes task, MemoryId id) {
        return task.changes().stream()
                .filter(change -> change instanceof Change.Asserted asserted
                        && asserted.assertion().derivedFrom().contains(id))
                .map(change -> ((Change.Asserted) change).memory().id())
                .distinct()
                .toList();
    }
}
