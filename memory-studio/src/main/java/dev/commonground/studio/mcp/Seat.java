package dev.commonground.studio.mcp;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.memory.Author;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is and what it works on. The command line, the token or the URL decides it, never a tool's argument.
 *
 * @param owner the owner of the memory
 * @param task the task
 * @param user the user whose memory is beside the task's, or null
 * @param author the agent or person that reads and writes
 */
public record Seat(String owner, String task, @Nullable String user, Author author) {

    /** Opens a handle on the memory; a handle knows what its client was shown. */
    AgentMemory open(SharedMemory memory) {
        TaskMemory chosen = user == null ? memory.task(task) : memory.task(task).forUser(user);
        return author.type() == Author.Type.PERSON ? chosen.person(author.name()) : chosen.agent(author.name());
    }
}
