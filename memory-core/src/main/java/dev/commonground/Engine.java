package dev.commonground;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.RecordShelf;
import dev.commonground.log.ScopeRecord;
import dev.commonground.memory.Scope;
import dev.commonground.recall.Embedder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all sessions of one memory share: the store, the replicas of the scopes in use, the embedding model, the clock
 * and the listeners.
 *
 * <p>Thread-safe.
 */
final class Engine {

    /** Scopes kept on the heap; the least used give way first and are read again when needed. */
    private static final int KEPT_SCOPES = 1_000;

    private final String owner;
    private final MemoryStore store;
    private final Embedder embedder;
    private final Clock clock;
    private final List<MemoryListener> listeners;
    private final Map<Scope, ScopeRecord> records = new ConcurrentHashMap<>();
    private final Cache<String, ScopeReplica> replicas =
            Caffeine.newBuilder().maximumSize(KEPT_SCOPES).build();

    Engine(String owner, MemoryStore store, Embedder embedder, Clock clock, List<MemoryListener> listeners) {
        this.owner = owner;
        this.store = store;
        this.embedder = embedder;
        this.clock = clock;
        this.listeners = List.copyOf(listeners);
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

    Clock clock() {
        return clock;
    }

    /** Returns the scope if anything was ever opened under it. */
    Optional<ScopeRecord> find(Scope scope) {
        ScopeRecord known = records.get(scope);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ScopeRecord> found = store.find(owner, scope);
        found.ifPresent(record -> records.put(scope, record));
        return found;
    }

    /** Returns the scope, and begins it if it is new. */
    ScopeRecord record(Scope scope) {
        return records(List.of(scope)).get(0);
    }

    /** Returns the scopes in the given order, and begins those that are new. */
    List<ScopeRecord> records(List<Scope> scopes) {
        if (!records.keySet().containsAll(scopes)) {
            store.open(owner, scopes).forEach(record -> records.put(record.scope(), record));
        }
        return scopes.stream().map(records::get).toList();
    }

    ScopeReplica replica(ScopeRecord record) {
        return replicas.get(record.id(), id -> new ScopeReplica(record, store, embedder));
    }

    void tell(MemoryEvent event) {
        listeners.forEach(listener -> listener.on(event));
    }

    void close() {
        store.close();
    }
}
