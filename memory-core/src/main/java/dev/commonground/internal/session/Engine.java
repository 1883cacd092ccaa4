package dev.commonground.internal.session;

import dev.commonground.event.MemoryEvent;
import dev.commonground.internal.guard.WriteGate;
import dev.commonground.internal.replica.ScopeRegistry;
import dev.commonground.internal.search.Embedder;
import dev.commonground.memory.Confirmation;
import dev.commonground.memory.Rights;
import dev.commonground.memory.Rights.Roles;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ReadLedger;
import dev.langchain4j.model.chat.ChatModel;
import java.time.Clock;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The parts that all sessions of one memory share.
 *
 * <p>Thread-safe.
 */
public final class Engine implements AutoCloseable {

    private final String owner;
    private final MemoryStore store;
    private final Embedder embedder;
    private final WriteGate gate;
    private final @Nullable ChatModel chatModel;
    private final ToIntFunction<String> tokenCounter;
    private final Rights rights;
    private final Roles roles;
    private final Clock clock;
    private final EventPublisher events;
    private final ChangeFeeds feeds = new ChangeFeeds();
    private final Confirmation confirmation;
    private final LowTrustReads lowTrustReads = new LowTrustReads();
    private final RestrictedReads restrictedReads = new RestrictedReads();
    private final Operations operations;
    private final ScopeRegistry scopes;
    private final Runnable closed;
    private final @Nullable ReadRecorder readRecorder;
    private final AsyncThreads asyncThreads = new AsyncThreads();
    private final AtomicBoolean otherLanguageReported = new AtomicBoolean();

    /**
     * Creates the parts of a memory.
     *
     * @param gate redacts and guards all writes
     * @param chatModel the model that learns from conversations, or null to learn by rules
     * @param tokenCounter counts the tokens of briefings
     * @param rights decides who may act on the words of others
     * @param roles the roles of agents and persons, besides those that a handle is given
     * @param observer sees the operations, or null
     * @param confirmation what confirms a memory
     * @param indexBudget the bytes of heap that all replicas may occupy together
     * @param mostReadings how many readings of each scope the ledger keeps; 0 to keep no ledger
     * @throws IllegalArgumentException if the store has no ledger, and one is to be kept
     */
    public Engine(
            String owner,
            MemoryStore store,
            Embedder embedder,
            WriteGate gate,
            @Nullable ChatModel chatModel,
            ToIntFunction<String> tokenCounter,
            Rights rights,
            Roles roles,
            Clock clock,
            List<MemoryEvent.Listener> listeners,
            MemoryEvent.@Nullable Observer observer,
            Confirmation confirmation,
            long indexBudget,
            int mostReadings) {
        this.owner = owner;
        this.store = store;
        this.embedder = embedder;
        this.gate = gate;
        this.chatModel = chatModel;
        this.tokenCounter = tokenCounter;
        this.rights = rights;
        this.roles = roles;
        this.clock = clock;
        this.events = new EventPublisher(listeners);
        this.operations = new Operations(observer);
        this.confirmation = confirmation;
        this.scopes = new ScopeRegistry(owner, store, embedder, indexBudget);
        this.readRecorder = mostReadings == 0 ? null : new ReadRecorder(ledgerOf(store), mostReadings);
        this.closed = operations.opened(this::vitals);
        embedder.prepare();
    }

    private static ReadLedger ledgerOf(MemoryStore store) {
        return store.readLedger()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "This store has no ledger of readings: leave out readLedger(...), or use a SQLite file or PostgreSQL"));
    }

    /** Returns what records readings, or null if the memory keeps no ledger. */
    @Nullable
    ReadRecorder readRecorder() {
        return readRecorder;
    }

    /** Writes the collected readings to the ledger, so that a query finds them. */
    public void flushReadings() {
        if (readRecorder != null) {
            readRecorder.flush();
        }
    }

    /** Returns the owner of the memory. */
    public String owner() {
        return owner;
    }

    /** Returns true at the first call, for a warning that rules read a language that they do not know. */
    public boolean firstOtherLanguage() {
        return otherLanguageReported.compareAndSet(false, true);
    }

    /** Returns the threads for asynchronous calls. */
    AsyncThreads asyncThreads() {
        return asyncThreads;
    }

    /** Returns the store of the memory. */
    public MemoryStore store() {
        return store;
    }

    /** Returns the embedder; {@link Embedder#NONE} if there is no embedding model. */
    public Embedder embedder() {
        return embedder;
    }

    /** Returns the gate of all writes. */
    WriteGate gate() {
        return gate;
    }

    /** Returns the model that learns from conversations, or null. */
    public @Nullable ChatModel chatModel() {
        return chatModel;
    }

    /** Returns the function that counts the tokens of briefings. */
    ToIntFunction<String> tokenCounter() {
        return tokenCounter;
    }

    RestrictedReads restrictedReads() {
        return restrictedReads;
    }

    Roles roles() {
        return roles;
    }

    Rights rights() {
        return rights;
    }

    /** Returns what lets the observer see the operations. */
    public Operations operations() {
        return operations;
    }

    /** Returns the present load. */
    public MemoryEvent.Vitals vitals() {
        LongSummaryStatistics weights = scopes.weights().summaryStatistics();
        return new MemoryEvent.Vitals(
                (int) weights.getCount(), weights.getSum(), scopes.coldScopes(), store.queuedWrites());
    }

    /** Returns the clock of writes and expiry. */
    public Clock clock() {
        return clock;
    }

    /** Returns the scopes in use. */
    public ScopeRegistry scopes() {
        return scopes;
    }

    Confirmation confirmation() {
        return confirmation;
    }

    LowTrustReads lowTrustReads() {
        return lowTrustReads;
    }

    ChangeFeeds feeds() {
        return feeds;
    }

    /** Ends the subscriptions, finishes the writes in progress, closes the store and releases the embedding model. */
    @Override
    public void close() {
        closed.run();
        asyncThreads.close();
        feeds.close();
        if (readRecorder != null) {
            readRecorder.close();
        }
        store.close();
        embedder.close();
    }

    EventPublisher events() {
        return events;
    }
}
