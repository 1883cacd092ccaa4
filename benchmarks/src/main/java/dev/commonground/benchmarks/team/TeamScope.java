package dev.commonground.benchmarks.team;

import static java.util.Objects.requireNonNull;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.benchmarks.team.TeamTask.TeamNote;
import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import dev.commonground.memory.MemoryId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A task of the team data set as written into a memory. */
final class TeamScope {

    private static final String TASK = "task:";

    private final SharedMemory memory;
    private final TaskMemory task;
    private final Map<String, MemoryId> ids = new HashMap<>();
    private final Map<MemoryId, String> texts = new LinkedHashMap<>();

    /** Writes the notes of a task. A message is kept as a finding of its speaker, in one thread. */
    TeamScope(SharedMemory memory, TeamTask written) {
        this.memory = memory;
        this.task = memory.task(written.id());
        written.notes().forEach(this::write);
    }

    private void write(TeamNote note) {
        String key = note.field("key");
        Draft.Builder draft = Draft.of(note.kind(), note.text());
        if (key != null) {
            draft.key(key, requireNonNull(note.field("value")));
        }
        String older = note.field("supersedes");
        AgentMemory author = author(note);
        MemoryId id = (older == null
                        ? author.remember(draft.build())
                        : author.revise(requireNonNull(ids.get(older), older), draft.build()))
                .memory()
                .id();
        ids.put(note.id(), id);
        if (!note.foreign()) {
            texts.put(id, note.text());
        }
        if (older != null) {
            texts.remove(ids.get(older));
        }
    }

    private AgentMemory author(TeamNote note) {
        String to = note.field("to");
        TaskMemory where = to != null && to.startsWith(TASK) ? memory.task(to.substring(TASK.length())) : task;
        AgentMemory author = as(note.message() ? where.inThread("talk") : where, note.author());
        return to == null || to.startsWith(TASK) ? author : author.privately();
    }

    private static AgentMemory as(TaskMemory task, Author author) {
        return author.type() == Author.Type.PERSON ? task.person(author.name()) : task.agent(author.name());
    }

    /** Returns the memory as {@code asker} uses it. */
    AgentMemory as(Author asker) {
        return as(task, asker);
    }

    /** Returns the id of a note's memory. */
    MemoryId id(String note) {
        return requireNonNull(ids.get(note), note);
    }

    /** Returns the live memories that every agent of the task sees, with their texts. */
    Map<MemoryId, String> texts() {
        return texts;
    }
}
