package dev.commonground.postgres;

import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.StoredVectors;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vector searches over scopes that do not fit into the heap. Each such scope has an index per model. The first
 * process that needs an index builds it in the background. Until it is ready, the scope is searched on the heap. The
 * same applies if the extension is missing or the role may not create indexes.
 *
 * <p>Thread-safe. Several processes can use the same indexes.
 */
final class LargeScopes {

    private static final Logger LOG = LoggerFactory.getLogger(LargeScopes.class);

    /** The longest pause between checks whether another process has finished an index. */
    private static final long PAUSE_NANOS = 200_000_000;

    private final Transactions transactions;
    private final Schema schema;
    private final VectorIndexes indexes;

    /** The searches by index name; empty while an index is built, or if it cannot be built. */
    private final Map<String, Optional<StoredVectors>> searches = new ConcurrentHashMap<>();

    private final AtomicBoolean warned = new AtomicBoolean();
    private final ExecutorService background = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "commonground-postgres-indexes");
        thread.setDaemon(true);
        return thread;
    });

    LargeScopes(Transactions transactions, Schema schema) {
        this.transactions = transactions;
        this.schema = schema;
        this.indexes = new VectorIndexes(transactions, schema, background);
    }

    /**
     * Returns the search over the vectors of a scope with more than {@code heapEntries} entries; empty until it is
     * ready.
     */
    Optional<StoredVectors> vectors(String scope, String model, long heapEntries) {
        if (model.isEmpty()) {
            return Optional.empty();
        }
        Optional<StoredVectors> known = searches.get(LargeScope.index(scope, model));
        return known == null ? prepare(scope, model, heapEntries) : known;
    }

    private Optional<StoredVectors> prepare(String scope, String model, long heapEntries) {
        VectorIndexes.IndexState state = indexes.state(scope, model);
        if (state.position() <= heapEntries) {
            return Optional.empty();
        }
        if (state.extension() == null) {
            stayOnHeap(
                    LargeScope.index(scope, model),
                    scope,
                    "the database has no extension vector, version 0.8 or later");
            return Optional.empty();
        }
        return state.dimension() == 0
                ? Optional.empty()
                : searchOrBuild(new LargeScope(scope, model, state.dimension(), state.extension()), state.isReady());
    }

    private Optional<StoredVectors> searchOrBuild(LargeScope scope, boolean ready) {
        String index = LargeScope.index(scope.id(), scope.model());
        if (ready) {
            searches.put(index, search(scope));
        } else if (searches.putIfAbsent(index, Optional.empty()) == null) {
            background.execute(() -> build(scope));
        }
        return searches.getOrDefault(index, Optional.empty());
    }

    private Optional<StoredVectors> search(LargeScope scope) {
        return Optional.of(new HnswVectors(transactions, schema, scope));
    }

    private void stayOnHeap(String index, String scope, String because) {
        searches.put(index, Optional.empty());
        if (warned.compareAndSet(false, true)) {
            LOG.warn(
                    "Scope {} is larger than the heap budget, but {}. Such scopes are searched on the heap, with one bit per dimension",
                    scope,
                    because);
        }
    }

    /** Builds an index, or waits while another process builds it. */
    private void build(LargeScope scope) {
        String index = LargeScope.index(scope.id(), scope.model());
        try {
            tidy();
            if (awaitIndex(scope)) {
                searches.put(index, search(scope));
            } else {
                tidy();
            }
        } catch (MemoryStoreException e) {
            failed(index, scope.id(), e);
        } catch (IllegalStateException closed) {
            LOG.debug("The next process builds the index, because the memory is closed", closed);
        }
    }

    /** The next search tries again if the server could not be reached. */
    private void failed(String index, String scope, MemoryStoreException e) {
        SQLException sql = Failures.in(e);
        if (sql != null && Failures.isTransient(sql)) {
            LOG.debug("The next search of scope {} builds its index", scope, e);
            searches.remove(index);
            return;
        }
        String reason = String.valueOf(sql == null ? e.getMessage() : sql.getMessage());
        stayOnHeap(index, scope, "its index in the database could not be built (" + reason + ")");
    }

    /** Returns when the index is complete, or false if the scope is deleted. */
    private boolean awaitIndex(LargeScope scope) {
        VectorIndexes.IndexState state = state(scope);
        boolean seemsAbandoned = false;
        while (state.position() > 0 && !state.isReady()) {
            seemsAbandoned = advance(scope, state, seemsAbandoned);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS / 4, PAUSE_NANOS));
            state = state(scope);
        }
        return state.isReady();
    }

    private VectorIndexes.IndexState state(LargeScope scope) {
        return indexes.state(scope.id(), scope.model());
    }

    /**
     * Builds an index that nobody builds, and returns whether it seems abandoned. A process that ends its work at this
     * moment looks the same, so only an index that seems abandoned twice is dropped.
     */
    private boolean advance(LargeScope scope, VectorIndexes.IndexState state, boolean seemedAbandoned) {
        if (state.isAbandoned() && !seemedAbandoned) {
            return true;
        }
        if (state.isAbandoned()) {
            LOG.info("The index of scope {} is incomplete and is built again", scope.id());
            indexes.drop(LargeScope.index(scope.id(), scope.model()));
        }
        if (!state.building()) {
            indexes.create(scope);
        }
        return false;
    }

    /** Drops the indexes of deleted scopes in the background. */
    void deleted() {
        if (!searches.isEmpty()) {
            background.execute(this::tidy);
        }
    }

    /** An index that cannot be dropped does no harm. */
    private void tidy() {
        try {
            for (String index : indexes.ofDeletedScopes()) {
                searches.remove(index);
                indexes.drop(index);
            }
        } catch (MemoryStoreException | IllegalStateException e) {
            LOG.debug("The next process drops the indexes of deleted scopes", e);
        }
    }

    void close() {
        background.shutdownNow();
    }
}
