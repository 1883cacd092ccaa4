package dev.commonground.studio.page;

import static java.util.Objects.requireNonNull;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.memory.Author;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at the page.
 *
 * @param person the person, whose rights decide what is shown
 * @param user the user whose memory is shown beside each task's, or null
 */
public record Visitor(Author person, @Nullable String user) {

    public Visitor {
        requireNonNull(person, "person");
    }

    TaskMemory task(SharedMemory memory, String task) {
        return user == null ? memory.task(task) : memory.task(task).forUser(user);
    }

    AgentMemory handle(SharedMemory memory, String task) {
        return task(memory, task).person(person.name());
    }
}
