package dev.commonground.test;

import static java.util.Objects.requireNonNull;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.memory.Author;
import dev.commonground.memory.Conflict;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about the memory of one task. Not thread-safe. */
public final class TaskMemoryAssert extends AbstractAssert<TaskMemoryAssert, TaskMemory> {

    private static final Author TESTER = Author.person("tester");

    private final SharedMemory memory;
    private final String task;
    private final @Nullable String user;
    private final @Nullable MemoryRecorder recorder;

    TaskMemoryAssert(SharedMemory memory, String task, @Nullable String user, @Nullable MemoryRecorder recorder) {
        super(MemoryView.task(memory, task, user), TaskMemoryAssert.class);
        this.memory = memory;
        this.task = task;
        this.user = user;
        this.recorder = recorder;
    }

    /** Goes on with the memory of the user called {@code user} beside the task's. */
    public TaskMemoryAssert forUser(String user) {
        return new TaskMemoryAssert(memory, task, requireNonNull(user, "user"), recorder);
    }

    /** Goes on with what the agent called {@code name} reads. */
    public AgentMemoryAssert agent(String name) {
        return reader(Author.agent(name));
    }

    /** Goes on with what the person called {@code name} reads. */
    public AgentMemoryAssert person(String name) {
        return reader(Author.person(name));
    }

    private AgentMemoryAssert reader(Author author) {
        AgentMemory handle = MemoryView.handle(actual, author);
        return new AgentMemoryAssert(handle, new MemoryView(memory, task, user, author), recorder);
    }

    /** Verifies that no key has contradicting live values. */
    public TaskMemoryAssert hasNoConflicts() {
        List<Conflict> conflicts = MemoryView.handle(actual, TESTER).conflicts();
        if (!conflicts.isEmpty()) {
            throw failure(Findings.conflicts("The task " + task, conflicts));
        }
        return this;
    }

    /** Verifies that {@code key} has contradicting live values. */
    public TaskMemoryAssert hasConflictOver(String key) {
        requireNonNull(key, "key");
        List<Conflict> conflicts = MemoryView.handle(actual, TESTER).conflicts();
        if (conflicts.stream().noneMatch(conflict -> conflict.key().equals(key))) {
            throw failure(Findings.noConflict("The task " + task, key, conflicts));
        }
        return this;
    }

    /**
     * Verifies that the task's memory is as in a file of JSON Lines, which belongs under version control: a pull request then
     * shows what agents remember differently. Ids, times, threads and runs are left out, so the lines are the same after
     * every run. If the system property {@value MemorySnapshot#UPDATE} is {@code true}, the file is written anew instead.
     *
     * @param file the file, such as {@code src/test/resources/q3.memory.jsonl}
     */
    public TaskMemoryAssert matchesSnapshot(Path file) {
        String problem = MemorySnapshot.of(memory, task, user).compareWith(requireNonNull(file, "file"));
        if (problem != null) {
            throw failure("%s", problem);
        }
        return this;
    }
}
