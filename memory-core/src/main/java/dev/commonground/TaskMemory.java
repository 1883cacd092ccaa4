package dev.commonground;

import dev.commonground.log.Sight;
import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one task, which all agents on it share.
 *
 * <p>Immutable and thread-safe.
 */
public final class TaskMemory {

    private final Engine engine;
    private final Scope.Task task;
    private final Scope.@Nullable User user;

    TaskMemory(Engine engine, Scope.Task task, Scope.@Nullable User user) {
        this.engine = engine;
        this.task = task;
        this.user = user;
    }

    /** Returns the task's memory with the memory of {@code user} beside it, for all agents to read. */
    public TaskMemory forUser(String user) {
        return new TaskMemory(engine, task, new Scope.User(user));
    }

    /** Returns the memory in the hands of the agent called {@code name}; one handle for one turn. */
    public AgentMemory agent(String name) {
        return member(Author.agent(name));
    }

    /** Returns the memory in the hands of the person called {@code name}, who reads and writes like an agent. */
    public AgentMemory person(String name) {
        return member(Author.person(name));
    }

    private AgentMemory member(Author author) {
        Session session = new Session(
                engine,
                new MemoryEvent.Actor(author, task.task(), null, null),
                scopes(author, task, user),
                record -> Sight.live(engine.clock().instant()),
                false);
        return new AgentMemory(session, task);
    }

    /** Returns what an author on a task reads, the narrowest first. */
    static List<Scope> scopes(Author author, Scope.Task task, Scope.@Nullable User user) {
        Stream<Scope> own = author.type() == Author.Type.AGENT
                ? Stream.of(Scope.agentOnTask(author.name(), task.task()), Scope.agent(author.name()))
                : Stream.of();
        return Stream.concat(own, Stream.concat(Stream.of(task), Stream.ofNullable(user)))
                .toList();
    }
}
