package dev.commonground;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.RecordShelf;
import dev.commonground.log.ScopeRecord;
import dev.commonground.memory.Scope;
import dev.commonground.recall.Embedder;
import dev.langchain4j.model.chat.ChatModel;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all sessions of one memory share: the store, the replicas of the scopes in use, the embedding model, the clock
 * and the listeners.
 *
 * <p>Thread-safe.
 */
final class Engine {

    /** The unit in which a cache weighs, so that the largest heap fits its numbers. */
    private static final long KILOBYTE = 1_024;

    /** Names of scopes kept on the heap, so that a read need not look them up. */
    private static final int KEPT_RECORDS = 10_000;

    /** What a memory with a vector of 384 numbers takes on the heap; a scope with more than fit is a large one. */
    private static final long MEMORY_BYTES = 1_750;

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final String owner;
    private final MemoryStore store;
    private final Embedder embedder;
    private final @Nullable ChatModel chatModel;
    private final Clock clock;
    private final List<MemoryListener> listeners;
    private final Cache<Scope, ScopeRecord> records =
            Caffeine.newBuilder().maximumSize(KEPT_RECORDS).build();
    private final Cache<String, ScopeReplica> replicas;
    private final long mostEntries;

    /**
     * Begins the work of a memory.
     *
     * @param chatModel what learns from conversations, or null for rules
     * @param indexBudget the bytes of heap that replicas may take up together
     */
    Engine(
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
        this.listeners = List.copyOf(listeners);
        this.mostEntries = indexBudget / MEMORY_BYTES;
        long kilobytes = Math.max(1, indexBudget / KILOBYTE);
        this.replicas = Caffeine.newBuilder()
                .maximumWeight(kilobytes)
                .weigher((String id, ScopeReplica replica) ->
                        (int) Math.min(replica.weight() / KILOBYTE, Math.min(kilobytes, Integer.MAX_VALUE)))
                .executor(Runnable::run)
                .build();
    }

    String owner() {
        return owner;
    }

    MemoryStore store() {
        return store;
    }

    RecordShelf shelf() {
        return new OwnedShelf(store.shelf(), owner);
    }

    Embedder embedder() {
        return embedder;
    }

    @Nullable
    ChatModel chatModel() {
        return chatModel;
    }

    Clock clock() {
        return clock;
    }

    /** Returns the scope if anything was ever opened under it. */
    Optional<ScopeRecord> find(Scope scope) {
        return Optional.ofNullable(
                records.get(scope, unknown -> store.find(owner, unknown).orElse(null)));
    }

    /** Asks how several scopes stand, if the store can say so at once. */
    Freshness look(List<Scope> scopes) {
        if (scopes.size() < 2) {
            return Freshness.UNKNOWN;
        }
        Map<Scope, ScopeRecord> known = records.getAllPresent(scopes);
        Set<Scope> absent = new LinkedHashSet<>(scopes);
        absent.removeAll(known.keySet());
        return store.glance(
                        owner,
                        List.copyOf(absent),
                        known.values().stream().map(ScopeRecord::id).toList())
                .map(glance -> {
                    for (ScopeRecord begun : glance.begun()) {
                        records.put(begun.scope(), begun);
                        absent.remove(begun.scope());
                    }
                    return new Freshness(absent, glance.positions());
                })
                .orElse(Freshness.UNKNOWN);
    }

    /** Returns the scope if it is known here, without asking the store. */
    Optional<ScopeRecord> known(Scope scope) {
        return Optional.ofNullable(records.getIfPresent(scope));
    }

    /** Returns the scope, and begins it if it is new. */
    ScopeRecord record(Scope scope) {
        return records(List.of(scope)).get(0);
    }

    /** Returns the scopes in the given order, and begins those that are new. */
    List<ScopeRecord> records(List<Scope> scopes) {
        Map<Scope, ScopeRecord> known = records.getAllPresent(scopes);
        if (known.size() == Set.copyOf(scopes).size()) {
            return scopes.stream().map(known::get).toList();
        }
        List<ScopeRecord> opened = store.open(owner, scopes);
        opened.forEach(record -> records.put(record.scope(), record));
        return opened;
    }

    /** Forgets a scope that was deleted. */
    void drop(String id) {
        replicas.invalidate(id);
        records.asMap().values().removeIf(record -> record.id().equals(id));
    }

    ScopeReplica replica(ScopeRecord record) {
        return replicas.get(record.id(), id -> new ScopeReplica(record, store, embedder, mostEntries, this::weigh));
    }

    /** Weighs a replica that has grown; others give way if it has become too heavy. */
    private void weigh(ScopeReplica grown) {
        replicas.asMap().replace(grown.scope().id(), grown, grown);
    }

    /** Returns the scopes on the heap. */
    Set<String> replicated() {
        return Set.copyOf(replicas.asMap().keySet());
    }

    void tell(MemoryEvent event) {
        listeners.forEach(listener -> tell(listener, event));
    }

    /** What was read or committed stays so, whatever a listener makes of it. */
    private static void tell(MemoryListener listener, MemoryEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            LOG.warn("A listener failed on an event of the memory; what it was told of has happened all the same", e);
        }
    }

    void close() {
        store.close();
    }
}
