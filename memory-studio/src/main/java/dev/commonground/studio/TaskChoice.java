package dev.commonground.studio;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.memory.Author;
import dev.commonground.memory.TaskState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that choose a task and, beside it, the memory of a user. */
final class TaskChoice {

    /** Who looks at a memory without giving a name: a person without notes and roles. */
    static final Author READER = Author.person("reader");

    @Parameters(index = "0", paramLabel = "TASK", description = "The id of the task")
    private String task = "";

    @Option(names = "--user", paramLabel = "USER", description = "Also read the memory about this user")
    private @Nullable String user;

    String task() {
        return task;
    }

    /** Returns the memory of the task, which has to exist. */
    TaskMemory existing(SharedMemory memory) {
        TaskMemory chosen = in(memory);
        if (chosen.state() == TaskState.ABSENT) {
            throw new TaskNotFoundException(
                    "There is no task %s in this memory: the command tasks lists those of the owner".formatted(task));
        }
        return chosen;
    }

    /** Returns the memory of the task, whether it exists or not. */
    TaskMemory in(SharedMemory memory) {
        return user == null ? memory.task(task) : memory.task(task).forUser(user);
    }

    static AgentMemory as(TaskMemory task, @Nullable Author author) {
        Author who = author == null ? READER : author;
        return who.type() == Author.Type.PERSON ? task.person(who.name()) : task.agent(who.name());
    }
}
