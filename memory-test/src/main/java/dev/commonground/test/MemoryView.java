package dev.commonground.test;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.audit.Listing;
import dev.commonground.audit.Listing.AgentSummary;
import dev.commonground.event.MemoryEvent;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One reader's view of the memory, with words for messages.
 *
 * @param task the task, or null outside of one
 * @param user the user whose memory is beside the task, or null
 */
record MemoryView(
        SharedMemory memory,
        @Nullable String task,
        @Nullable String user,
        Author reader) {

    private static final int PAGE = 1_000;

    /** Returns whether an event is of this reader on this task. */
    boolean made(MemoryEvent event) {
        MemoryEvent.Actor actor = event.actor();
        return actor.author().equals(reader) && (task == null || task.equals(actor.task()));
    }

    /** Returns the reader and the place, such as {@code editor on the task q3}. */
    String name() {
        return task == null ? reader.name() : "%s on the task %s".formatted(reader.name(), task);
    }

    /** Returns the authors that wrote to the task or keep notes on it. */
    static List<Author> authors(SharedMemory memory, String task) {
        List<Author> authors = new ArrayList<>();
        @Nullable String after = "";
        while (after != null) {
            Listing<AgentSummary> page = memory.agents(task, after, PAGE);
            page.items().forEach(item -> authors.add(item.author()));
            after = page.next();
        }
        return authors;
    }

    static AgentMemory handle(TaskMemory task, Author author) {
        return author.type() == Author.Type.PERSON ? task.person(author.name()) : task.agent(author.name());
    }

    static TaskMemory task(SharedMemory memory, String task, @Nullable String user) {
        TaskMemory opened = memory.task(task);
        return user == null ? opened : opened.forUser(user);
    }

    /** Returns why somebody else knows {@code phrase} and this reader does not, if that is so. */
    Optional<String> knownElsewhere(Phrase phrase) {
        String asked = task;
        if (asked == null) {
            return Optional.empty();
        }
        return authors(memory, asked).stream()
                .filter(other -> !other.equals(reader))
                .flatMap(other -> handle(task(memory, asked, user), other).list().stream()
                        .filter(phrase::occursIn)
                        .map(known -> reason(known, other)))
                .findFirst();
    }

    private static String reason(Memory known, Author other) {
        return known.scope() instanceof Scope.Agent
                ? "%s has it in private notes, which nobody else reads: let %s write it to the task"
                        .formatted(other.name(), other.name())
                : "%s reads it, so its audience leaves this reader out".formatted(other.name());
    }
}
