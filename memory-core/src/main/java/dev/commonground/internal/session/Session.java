package dev.commonground.internal.session;

import dev.commonground.event.MemoryEvent;
import dev.commonground.event.MemoryEvent.Figure;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.event.MemoryEvent.Operation;
import dev.commonground.event.MemoryEvent.OperationType;
import dev.commonground.internal.guard.WriteGate;
import dev.commonground.internal.log.ReaderIdentity;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.internal.search.Embedder;
import dev.commonground.memory.Author;
import dev.commonground.memory.Confirmation;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.store.Commit;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import dev.langchain4j.model.chat.ChatModel;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One agent or person at work: its scopes and the snapshots of them, the memories it was shown, and its uncommitted
 * writes.
 *
 * <p>Thread-safe; calls take turns.
 */
public final class Session {

    private final Engine engine;
    private final MemoryEvent.Actor actor;
    private final List<Scope> scopes;
    private final WriteMode mode;
    private final UncommittedWrites uncommitted = new UncommittedWrites();
    private final SessionViews views;
    private final WriteProtocol protocol;
    private final ReadSet shown;
    private final MemoryEvent.@Nullable Observation within;
    private final RightsCheck rights;
    private boolean ended;

    /**
     * Creates a session.
     *
     * @param roles roles of the agent or person, besides those that the engine knows
     * @param scopes the scopes to read, the narrowest first
     * @param snapshots what the session sees of each scope
     * @param mode when writes are committed
     */
    public Session(
            Engine engine,
            MemoryEvent.Actor actor,
            Set<String> roles,
            List<Scope> scopes,
            Function<ScopeRecord, Snapshot> snapshots,
            WriteMode mode) {
        this(engine, actor, roles, scopes, snapshots, mode, List.of(), ReadSet.recorded(engine, actor, null), null);
    }

    /**
     * Creates a session at a fixed moment.
     *
     * @param missing the scopes that did not exist at that moment, so only the session's own writes are visible there
     * @param shown the set that takes what the session shows
     * @param within the operation that all operations of the session are part of; null if there is none
     */
    public Session(
            Engine engine,
            MemoryEvent.Actor actor,
            Set<String> roles,
            List<Scope> scopes,
            Function<ScopeRecord, Snapshot> snapshots,
            WriteMode mode,
            Collection<Scope> missing,
            ReadSet shown,
            MemoryEvent.@Nullable Observation within) {
        this.shown = shown;
        this.within = within;
        this.engine = engine;
        this.actor = actor;
        this.scopes = List.copyOf(scopes);
        this.mode = mode;
        Set<String> held = new HashSet<>(roles);
        held.addAll(engine.roles().of(actor.author(), actor.task()));
        this.rights = new RightsCheck(engine.rights(), actor.author(), held);
        this.views = new SessionViews(
                engine.scopes(),
                engine.clock().getZone(),
                this.scopes,
                snapshots,
                ReaderIdentity.of(actor.author(), held),
                missing,
                uncommitted,
                mode);
        this.protocol = new WriteProtocol(
                engine.store(), engine.scopes(), views, uncommitted, mode, this::committed, this::commit);
    }

    /** Runs an operation of the agent or person, which the memory's observer sees. */
    public <T> T observe(OperationType type, Function<Observation, T> operation) {
        return engine.operations().observe(() -> new Operation(type, actor, within), operation);
    }

    /** Runs an operation that writes, which the memory's observer sees. */
    List<WriteOutcome> observeWrite(OperationType type, Supplier<List<WriteOutcome>> operation) {
        return observe(type, observation -> {
            List<WriteOutcome> outcomes = operation.get();
            if (observation != Observation.NONE) {
                observation.on(new MemoryEvent.Written(actor, outcomes));
            }
            return outcomes;
        });
    }

    /** Runs a commit, which the memory's observer sees. */
    <T> T commit(Commit commit, Supplier<T> operation) {
        return observe(OperationType.COMMIT, observation -> {
            observation.add(
                    Figure.ENTRIES,
                    commit.appends().stream()
                            .mapToLong(append -> append.actions().size())
                            .sum());
            return operation.get();
        });
    }

    /** Returns the embedder of the memory. */
    public Embedder embedder() {
        return engine.embedder();
    }

    /** Returns the gate that every write passes. */
    public WriteGate gate() {
        return engine.gate();
    }

    /** Returns true at the first call of all sessions of the memory, for a warning about other languages. */
    public boolean firstOtherLanguage() {
        return engine.firstOtherLanguage();
    }

    /** Returns the model that learns from conversations, or null. */
    public @Nullable ChatModel chatModel() {
        return engine.chatModel();
    }

    /** Returns the function that counts the tokens of briefings. */
    ToIntFunction<String> tokenCounter() {
        return engine.tokenCounter();
    }

    /** Returns the store, for commits and watches that bypass the session's writes. */
    public MemoryStore store() {
        return engine.store();
    }

    /** Returns the parts of the memory, for an erasure, which reaches beyond the session's scopes. */
    Engine engine() {
        return engine;
    }

    /** Returns what confirms a memory. */
    public Confirmation confirmation() {
        return engine.confirmation();
    }

    LowTrustReads lowTrustReads() {
        return engine.lowTrustReads();
    }

    /** Returns what asks the rights of the memory about the session's acts. */
    public RightsCheck rights() {
        return rights;
    }

    RestrictedReads restrictedReads() {
        return engine.restrictedReads();
    }

    ChangeFeeds feeds() {
        return engine.feeds();
    }

    /** Returns the agent or person with its task, node and thread. */
    public MemoryEvent.Actor actor() {
        return actor;
    }

    /** Returns the author of the session's writes. */
    public Author author() {
        return actor.author();
    }

    /** Returns the scopes that the session reads, the narrowest first. */
    public List<Scope> scopes() {
        return scopes;
    }

    /** Returns when writes are committed. */
    public WriteMode mode() {
        return mode;
    }

    /** Returns the time for new entries. */
    public Instant now() {
        return engine.clock().instant();
    }

    /** Returns the function that gives statements of a scope their ids; creates the scope if it is new. */
    public Function<Statement, MemoryId> identityIn(Scope scope) {
        return engine.scopes().open(scope).identity()::of;
    }

    /** Returns the id of a scope in its store; creates the scope if it is new. */
    String idOf(Scope scope) {
        return engine.scopes().open(scope).id();
    }

    /** Creates those of the scopes that are new. */
    public void createMissing(List<Scope> wanted) {
        engine.scopes().open(wanted);
    }

    /** Opens a view on each existing scope, all at once, and reads from them in the order of the scopes. */
    public synchronized <T> T read(Function<List<ScopeView>, T> reader) {
        return views.read(open -> {
            shown.view(open);
            return reader.apply(open);
        });
    }

    /** Reads as {@link #read} does, with all vectors of what the session sees, also of what has ended for others. */
    public synchronized <T> T readToSearch(Function<List<ScopeView>, T> reader) {
        while (true) {
            Optional<T> answer = read(open ->
                    open.stream().allMatch(ScopeView::isAwake) ? Optional.of(reader.apply(open)) : Optional.empty());
            if (answer.isPresent()) {
                return answer.get();
            }
            views.awaken();
        }
    }

    /** Reads as {@link #read} does, but as of a moment, unless the session's own moment is fixed. */
    public synchronized <T> T readAsOf(Cursor moment, Function<List<ScopeView>, T> reader) {
        return mode == WriteMode.IMMEDIATE
                ? views.read(record -> Snapshot.of(moment, record.id()), reader)
                : views.read(reader);
    }

    /** Records the positions at which a step found its scopes, by id. */
    public synchronized void see(Map<String, Long> positions) {
        views.see(positions);
    }

    /** Returns the position at which the session has last seen a scope; 0 if it has not. */
    synchronized long seenPosition(String scope) {
        return views.seen().getOrDefault(scope, 0L);
    }

    /** Returns the cursor of the moment that the session sees. */
    public synchronized Cursor cursor() {
        return views.cursor(now());
    }

    /** Returns the authors known in the scopes, as far as they are on the heap. */
    synchronized Set<Author> authors() {
        return views.authors();
    }

    /**
     * Lets {@code writer} add to the pending writes of a scope, and commits them unless a step does that later.
     *
     * @throws IllegalStateException if the session cannot write
     */
    public synchronized List<WriteOutcome> write(Scope scope, Function<ScopeView, List<WriteOutcome>> writer) {
        requireWritable();
        return protocol.write(scope, writer);
    }

    /**
     * Writes as {@link #write} does; outside a step it repeats the write until no one else has committed to the scope
     * between the view and the commit.
     */
    public synchronized List<WriteOutcome> writeIfUnchanged(
            Scope scope, Function<ScopeView, List<WriteOutcome>> writer) {
        requireWritable();
        return protocol.writeIfUnchanged(scope, writer);
    }

    /**
     * Checks that the session can write.
     *
     * @throws IllegalStateException if the step has ended, or the session reads the past
     */
    public synchronized void requireWritable() {
        if (ended) {
            throw new IllegalStateException(
                    "The step of node %s is committed, so this write would be lost: write before the node ends"
                            .formatted(actor.node()));
        }
        if (mode == WriteMode.READ_ONLY) {
            throw new IllegalStateException(
                    "The past is read-only: write through a handle that was not created with asOf(...)");
        }
        if (store() instanceof ReadOnlyStore) {
            throw ReadOnlyStore.refusal();
        }
    }

    /** Runs several calls as one; other callers wait. */
    synchronized <T> T exclusively(Supplier<T> calls) {
        return calls.get();
    }

    /** Returns what is pending in a scope. */
    PendingWrites pending(Scope scope) {
        return uncommitted.to(scope);
    }

    UncommittedWrites uncommitted() {
        return uncommitted;
    }

    /** Records that the agent knows a memory, because it wrote it. */
    public synchronized void show(Memory memory) {
        shown.add(memory);
    }

    /** Records that words of a memory reached a model for comparison; the agent was not shown it. */
    public synchronized void compare(Memory memory) {
        shown.compare(memory);
    }

    /** Returns whether the agent was shown a memory, or wrote it. */
    public synchronized boolean wasShown(Memory memory) {
        return shown.contains(memory);
    }

    /** Returns which memories that the agent was shown are withdrawn, as lines of a briefing. */
    synchronized String withdrawn(List<ScopeView> open) {
        return shown.withdrawn(open);
    }

    /** Records that the agent was shown memories. */
    synchronized void showAll(Collection<Memory> memories) {
        shown.read(memories);
    }

    /** Records that the agent was shown memories, and reports the event that showed them. */
    synchronized void showAndPublish(Collection<Memory> memories, MemoryEvent event) {
        shown.read(memories);
        engine.events().publish(event);
    }

    /** Ends the step and returns what to append to each scope that was written to. */
    public synchronized List<Commit.Append> end(BiFunction<Scope, PendingWrites, Commit.Append> toAppend) {
        ended = true;
        return uncommitted.appends(toAppend);
    }

    /** Reports the outcomes of a step after its commit. */
    public synchronized void stepCommitted() {
        committed(uncommitted.outcomes());
    }

    private void committed(List<WriteOutcome> outcomes) {
        if (!outcomes.isEmpty()) {
            engine.events().publish(new MemoryEvent.Written(actor, outcomes));
        }
    }
}
