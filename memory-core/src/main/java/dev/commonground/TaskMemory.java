package dev.commonground;

import static java.util.Objects.requireNonNull;

import dev.commonground.event.MemoryEvent;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.internal.session.Compactor;
import dev.commonground.internal.session.Engine;
import dev.commonground.internal.session.ReadableScopes;
import dev.commonground.internal.session.ScopeErasure;
import dev.commonground.internal.session.Session;
import dev.commonground.internal.session.Sweeper;
import dev.commonground.internal.session.WriteMode;
import dev.commonground.internal.text.Identifiers;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Rights.Roles;
import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import dev.commonground.store.ScopeRecord;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one task, which all agents on it share.
 *
 * <p>Immutable and thread-safe. Null arguments cause a {@link NullPointerException}.
 */
public final class TaskMemory {

    private final Engine engine;
    private final Scope.Task task;
    private final Scope.@Nullable User user;
    private final Set<String> roles;
    private final @Nullable String thread;
    private final @Nullable Cursor moment;

    TaskMemory(Engine engine, Scope.Task task) {
        this(engine, task, null, Set.of(), null, null);
    }

    private TaskMemory(
            Engine engine,
            Scope.Task task,
            Scope.@Nullable User user,
            Set<String> roles,
            @Nullable String thread,
            @Nullable Cursor moment) {
        this.engine = engine;
        this.task = task;
        this.user = user;
        this.roles = roles;
        this.thread = thread;
        this.moment = moment;
    }

    /** Returns the memory as the agent called {@code name} uses it; use one handle for one turn. */
    public AgentMemory agent(String name) {
        return member(Author.agent(requireNonNull(name, "name")));
    }

    /** Returns the memory as the person called {@code name} uses it, who reads and writes like an agent. */
    public AgentMemory person(String name) {
        return member(Author.person(requireNonNull(name, "name")));
    }

    /** Returns the task's memory with the memory of {@code user} beside it, which all agents can read. */
    public TaskMemory forUser(String user) {
        return new TaskMemory(engine, task, new Scope.User(requireNonNull(user, "user")), roles, thread, moment);
    }

    /**
     * Returns the task's memory for agents and persons in these roles, besides those of the memory's {@link Roles}. They read what is addressed to one of
     * their roles. The application decides who is in a role: take none from a model or from a conversation.
     */
    public TaskMemory inRoles(String... roles) {
        Set<String> checked = new LinkedHashSet<>();
        for (String role : requireNonNull(roles, "roles")) {
            checked.add(Identifiers.checked("role", requireNonNull(role, "role")));
        }
        return new TaskMemory(engine, task, user, checked, thread, moment);
    }

    /**
     * Returns the task's memory with its writes marked as belonging to {@code thread}, such as a conversation or session.
     * Recall treats what one thread says as belonging together. In a graph the thread is set already.
     */
    public TaskMemory inThread(String thread) {
        return new TaskMemory(
                engine, task, user, roles, Identifiers.checked("thread", requireNonNull(thread, "thread")), moment);
    }

    /**
     * Returns the task's memory as of a moment, read-only. Its answers never change.
     *
     * <p>Reading throws a {@link dev.commonground.store.MemoryStoreException} if the store has not reached the moment yet, as a replica that lags.
     *
     * @param moment what {@link MemoryLog#cursor} returned, or the cursor in a checkpoint of a graph
     */
    public TaskMemory asOf(Cursor moment) {
        return new TaskMemory(engine, task, user, roles, thread, requireNonNull(moment, "moment"));
    }

    /**
     * Returns the task as the person called {@code person} audits it. It covers the task's memory, all agents' notes on it,
     * and the memory of its user if it was opened for one.
     */
    public TaskAudit audit(String person) {
        return new TaskAudit(engine, task, user, Author.person(requireNonNull(person, "person")), roles);
    }

    /**
     * Returns the memory as the person called {@code person} reads it for an audit, read-only: what was revoked is visible
     * as if it had not been.
     */
    public AgentMemory asAuditor(String person) {
        return member(
                Author.person(requireNonNull(person, "person")),
                record -> snapshot(record).withRevoked(),
                WriteMode.READ_ONLY);
    }

    /** Returns the state of the task. */
    public TaskState state() {
        return engine.store().state(engine.owner(), task);
    }

    /**
     * Archives the task in all processes: its memory can be read, but a write throws {@link
     * dev.commonground.store.ScopeArchivedException}. Has no effect if the task has no memory.
     */
    public void archive() {
        engine.store().archive(engine.owner(), task, true);
    }

    /** Makes an archived task writable again. */
    public void reopen() {
        engine.store().archive(engine.owner(), task, false);
    }

    /**
     * Deletes the task's memory for good, with the notes that agents keep on it and all blobs of it: chats, the checkpoints of
     * its graphs in this store, the journals of its crews. Memories that were promoted to a user stay. A later task of the
     * same id has nothing in common with this one, and its graphs cannot be resumed. Delete a task when none of its graphs
     * runs.
     *
     * @return whether there was anything to delete
     */
    public boolean delete() {
        return new ScopeErasure(engine).delete(task);
    }

    /**
     * Permanently removes entries that graphs wrote in these threads and that are no longer visible to anyone, from the task
     * and from the notes that agents keep on it: attempts that crashed after their commit, and abandoned futures without a
     * kept moment. Entries that a kept moment sees stay, and so does everything that is visible now. Users' memories and agents' notes across tasks
     * are not swept.
     *
     * <p>A running node is safe: entries that a run wrote since its last accepted step stay. A step of another thread may
     * lose sight of an abandoned future that it could see when it began, so sweep while the task's other threads rest. As
     * everywhere, one process at a time continues a thread.
     *
     * @param threads the root thread ids whose runs to sweep
     * @param kept called once, after the positions of the logs are noted; returns every moment of the task that must stay
     *     readable: the cursors of all checkpoints of all threads on it, and moments kept for {@link #asOf}. A moment that
     *     is missing may later be seen without the swept entries.
     * @return how many entries were removed
     * @throws dev.commonground.store.ScopeArchivedException if there is something to sweep on an archived task
     * @throws dev.commonground.store.MemoryStoreException if the store fails; nothing is removed then
     */
    public int sweep(Set<String> threads, Supplier<? extends Collection<Cursor>> kept) {
        return new Sweeper(engine).sweep(task, requireNonNull(threads, "threads"), requireNonNull(kept, "kept"));
    }

    /**
     * Deletes the vectors of memories of the task, and of the notes that agents keep on it, that have ended: that were revised,
     * replaced or forgotten. The memories stay in the log, and a recall as of any moment stays the same; a vector that it needs
     * is computed again, and kept. A file gives the space back soon after; {@link SharedMemory#clean} waits for that. {@link
     * SharedMemory#compact} does the same for users' memories and agents' notes across tasks.
     *
     * @param kept the moments whose vectors stay, because they will be read again
     * @return how many vectors were deleted
     * @throws IllegalStateException if the memory is read-only
     * @throws dev.commonground.store.MemoryStoreException if the store fails
     */
    public int compact(Collection<Cursor> kept) {
        return new Compactor(engine).compact(task, requireNonNull(kept, "kept"));
    }

    /**
     * Returns what the write guard held back on the task itself, for the person called {@code reviewer}. For notes of agents
     * and for users' memories, see {@link SharedMemory#quarantine}.
     */
    public Quarantine quarantine(String reviewer) {
        return Quarantines.of(engine, task, reviewer, moment == null ? WriteMode.IMMEDIATE : WriteMode.READ_ONLY);
    }

    private AgentMemory member(Author author) {
        return member(author, this::snapshot, moment == null ? WriteMode.IMMEDIATE : WriteMode.READ_ONLY);
    }

    private AgentMemory member(Author author, Function<ScopeRecord, Snapshot> snapshots, WriteMode mode) {
        Session session = new Session(
                engine,
                new MemoryEvent.Actor(author, task.task(), null, thread),
                roles,
                ReadableScopes.of(author, task, user),
                snapshots,
                mode);
        return new AgentMemory(session, task);
    }

    private Snapshot snapshot(ScopeRecord record) {
        return moment == null ? Snapshot.latest(engine.clock().instant()) : Snapshot.of(moment, record.id());
    }
}
