package dev.commonground.internal.session;

import dev.commonground.event.MemoryListener;
import dev.commonground.internal.replica.ScopeRegistry;
import dev.commonground.internal.search.Embedder;
import dev.commonground.store.MemoryStore;
import dev.langchain4j.model.chat.ChatModel;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts that all sessions of one memory share.
 *
 * <p>Thread-safe.
 */
public final class Engine {

    private final String owner;
    private final MemoryStore store;
    private final Embedder embedder;
    private final @Nullable ChatModel chatModel;
    private final Clock clock;
    private final EventPublisher events;
    private final ScopeRegistry scopes;

    /**
     * Creates the parts of a memory.
     *
     * @param chatModel the model that learns from conversations, or null to learn by rules
     * @param indexBudget the bytes of heap that all replicas may occupy together
     */
    public Engine(
            String owner,
            MemoryStore store,
            Embedder embedder,
            @Nullable ChatModel chatModel,
            Clock clock,
            List<MemoryListener> listeners,
            long indexBudget) {
        this.owner = owner;
        this.store = store;
        this.embedder = embedder;
        this.chatModel = chatModel;
        this.clock = clock;
        this.events = new EventPublisher(listeners);
        this.scopes = new ScopeRegistry(owner, store, embedder, indexBudget);
    }

    /** Returns the owner of the memory. */
    public String owner() {
        return owner;
    }

    /** Returns the store of the memory. */
    public MemoryStore store() {
        return store;
    }

    /** Returns the embedder; {@link Embedder#NONE} if there is no embedding model. */
    public Embedder embedder() {
        return embedder;
    }

    /** Returns the model that learns from conversations, or null. */
    public @Nullable ChatModel chatModel() {
        return chatModel;
    }

    /** Returns the clock of writes and expiry. */
    public Clock clock() {
        return clock;
    }

    /** Returns the scopes in use. */
    public ScopeRegistry scopes() {
        return scopes;
    }

    EventPublisher events() {
        return events;
    }
}
