package dev.commonground;

import dev.commonground.log.Cursor;
import dev.commonground.log.Sight;
import dev.commonground.memory.Author;
import dev.commonground.memory.Identifiers;
import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
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
    private final @Nullable String thread;
    private final @Nullable Cursor moment;

    TaskMemory(
            Engine engine,
            Scope.Task task,
            Scope.@Nullable User user,
            @Nullable String thread,
            @Nullable Cursor moment) {
        this.engine = engine;
        this.task = task;
        this.user = user;
        this.thread = thread;
        this.moment = moment;
    }

    /** Returns the task's memory with the memory of {@code user} beside it, for all agents to read. */
    public TaskMemory forUser(String user) {
        return new TaskMemory(engine, task, new Scope.User(user), thread, moment);
    }

    /**
     * Returns the task's memory with its writes marked as said in {@code thread}, a conversation or session for
     * instance; recall takes what was said together as belonging together. In a graph the thread is set already.
     */
    public TaskMemory inThread(String thread) {
        return new TaskMemory(engine, task, user, Identifiers.checked("thread", thread), moment);
    }

    /**
     * Returns the task's memory as it was at a moment, to read only: what {@link AgentMemory#cursor} returned then, or
     * what a checkpoint of a graph holds. It answers the same for ever.
     */
    public TaskMemory asOf(Cursor moment) {
        return new TaskMemory(engine, task, user, thread, moment);
    }

    /** Returns where the task is in its life. */
    public TaskState state() {
        return engine.store().state(engine.owner(), task);
    }

    /**
     * Closes the task to writers, in all processes: its memory can be read, but writing throws {@link
     * dev.commonground.log.ScopeArchivedException}. Does nothing if nothing is kept of it.
     */
    public void archive() {
        engine.store().archive(engine.owner(), task, true);
    }

    /** Opens an archived task to writers again. */
    public void reopen() {
        engine.store().archive(engine.owner(), task, false);
    }

    /**
     * Deletes what is kept of the task, for good, with the notes that agents keep on it and its collection on the
     * shelf; what was promoted to a user stays. A task of the same id that begins later has nothing to do with it, and its graphs cannot be resumed.
     *
     * @return whether there was anything to delete
     */
    public boolean delete() {
        return engine.store().delete(engine.owner(), task);
    }

    /**
     * Removes for good what nobody can see any more of what graphs wrote in these threads, to the task and to the notes
     * that agents keep on it: attempts that crashed after they had committed, and futures that were abandoned and of
     * which no moment is kept. What a kept moment sees stays, and so does what others see now. Users' memories, and what
     * agents keep across tasks, are not swept.
     *
     * <p>A node at work is not harmed: what a run wrote since it was last accepted stays. But a step of another thread may,
     * while it is at work, lose sight of what an abandoned future had shown it, so sweep while the task's other threads
     * rest. As everywhere, one process at a time goes on with a thread.
     *
     * @param threads the root thread ids whose runs to sweep
     * @param kept asked once, after it is noted where the logs stand, for every moment of the task that is kept: the
     *     cursors of all checkpoints of all threads on it, and moments that are kept for {@link #asOf}. A moment that is
     *     left out may afterwards be seen without what was swept.
     * @return how many entries were removed
     * @throws dev.commonground.log.ScopeArchivedException if there is something to sweep on an archived task
     * @throws dev.commonground.log.MemoryStoreException if the store fails; nothing is removed then
     */
    public int sweep(Set<String> threads, Supplier<? extends Collection<Cursor>> kept) {
        return new Sweeper(engine).sweep(task, threads, kept);
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
                new MemoryEvent.Actor(author, task.task(), null, thread),
                scopes(author, task, user),
                record -> moment == null ? Sight.live(engine.clock().instant()) : Sight.of(moment, record.id()),
                moment == null ? Session.Writes.AT_ONCE : Session.Writes.REFUSED);
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
