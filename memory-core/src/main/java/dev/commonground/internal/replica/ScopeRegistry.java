package dev.commonground.internal.replica;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.commonground.internal.search.Embedder;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeGoneException;
import dev.commonground.store.ScopeRecord;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scopes that one memory uses: their records in the store, and their replicas on the heap within a budget. The least
 * recently used replicas are dropped first and rebuilt when they are needed.
 *
 * <p>Thread-safe.
 */
public final class ScopeRegistry {

    /** The cache weighs in kilobytes, so that the largest heap fits an int. */
    private static final long KILOBYTE = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(ScopeRegistry.class);

    private static final int MOST_RECORDS = 10_000;

    /** The estimated bytes of a memory with a vector of 384 numbers; a scope with more than fit is a large one. */
    private static final long MEMORY_BYTES = 1_750;

    private final String owner;
    private final MemoryStore store;
    private final Embedder embedder;
    private final Cache<Scope, ScopeRecord> records =
            Caffeine.newBuilder().maximumSize(MOST_RECORDS).build();
    private final Cache<String, ScopeReplica> replicas;
    private final long mostEntries;
    private final LongAdder coldScopes = new LongAdder();

    /**
     * Creates a registry without replicas.
     *
     * @param indexBudget the bytes of heap that all replicas may occupy together
     */
    public ScopeRegistry(String owner, MemoryStore store, Embedder embedder, long indexBudget) {
        this.owner = owner;
        this.store = store;
        this.embedder = embedder;
        this.mostEntries = indexBudget / MEMORY_BYTES;
        long kilobytes = Math.max(1, indexBudget / KILOBYTE);
        this.replicas = Caffeine.newBuilder()
                .maximumWeight(kilobytes)
                .weigher((String id, ScopeReplica replica) ->
                        (int) Math.min(replica.weight() / KILOBYTE, Math.min(kilobytes, Integer.MAX_VALUE)))
                .executor(Runnable::run)
                .build();
    }

    /** Returns the record of a scope that exists. */
    public Optional<ScopeRecord> find(Scope scope) {
        return Optional.ofNullable(
                records.get(scope, unknown -> store.find(owner, unknown).orElse(null)));
    }

    /** Returns the record of a scope if it is cached, without asking the store. */
    public Optional<ScopeRecord> cached(Scope scope) {
        return Optional.ofNullable(records.getIfPresent(scope));
    }

    /** Returns the record of a scope, and creates the scope if it is new. */
    public ScopeRecord open(Scope scope) {
        return open(List.of(scope)).get(0);
    }

    /** Returns the records of the scopes in the given order, and creates those that are new. */
    public List<ScopeRecord> open(List<Scope> scopes) {
        Map<Scope, ScopeRecord> known = records.getAllPresent(scopes);
        if (known.size() == Set.copyOf(scopes).size()) {
            return scopes.stream().map(known::get).toList();
        }
        List<ScopeRecord> opened = store.open(owner, scopes);
        opened.forEach(record -> records.put(record.scope(), record));
        return opened;
    }

    /**
     * Asks for the positions of several scopes and for what is new in them, if the store can answer in one question. Their
     * replicas take the news.
     */
    public ScopePositions positionsOf(List<Scope> scopes) {
        if (scopes.isEmpty() || !store.remote()) {
            return ScopePositions.UNKNOWN;
        }
        Map<String, Long> positions = new HashMap<>();
        Map<Scope, ScopeRecord> known = records.getAllPresent(scopes);
        known.values()
                .forEach(record -> positions.put(record.id(), replica(record).knownPosition()));
        if (scopes.size() < 2 && !positions.values().stream().allMatch(position -> position > 0)) {
            return ScopePositions.UNKNOWN; // its log has to be read anyway
        }
        Set<Scope> absent = new LinkedHashSet<>(scopes);
        absent.removeAll(known.keySet());
        boolean vectors =
                known.values().stream().anyMatch(record -> replica(record).isSearched());
        return store.positionsOf(owner, List.copyOf(absent), positions, vectors ? embedder.modelId() : "")
                .map(answer -> found(answer, absent, known.values(), vectors))
                .orElse(ScopePositions.UNKNOWN);
    }

    /** Returns the positions of existing scopes, by id, after their replicas have caught up with the store. */
    public Map<String, Long> positions(List<ScopeRecord> existing) {
        ScopePositions asked =
                positionsOf(existing.stream().map(ScopeRecord::scope).toList());
        Map<String, Long> positions = new HashMap<>();
        existing.forEach(record -> positions.put(
                record.id(), replica(record).read(asked.position(record.id()), (log, index) -> log.position())));
        return positions;
    }

    private ScopePositions found(
            MemoryStore.Positions answer, Set<Scope> absent, Collection<ScopeRecord> known, boolean vectors) {
        for (ScopeRecord record : known) {
            MemoryStore.Tail news = answer.news().get(record.id());
            if (news != null) {
                follow(replica(record), news, vectors);
            }
        }
        for (ScopeRecord existing : answer.existing()) {
            records.put(existing.scope(), existing);
            absent.remove(existing.scope());
        }
        return ScopePositions.asked(absent, answer.byId());
    }

    private static void follow(ScopeReplica replica, MemoryStore.Tail news, boolean withVectors) {
        try {
            replica.follow(news, withVectors);
        } catch (ScopeGoneException e) {
            LOG.debug("A scope was deleted while it was read; its next reader finds that out", e);
        }
    }

    /** Forgets a scope that was deleted. */
    public void drop(String id) {
        replicas.invalidate(id);
        records.asMap().values().removeIf(record -> record.id().equals(id));
    }

    /** Returns the replica of a scope. */
    public ScopeReplica replica(ScopeRecord record) {
        return replicas.get(record.id(), id -> {
            coldScopes.increment();
            return new ScopeReplica(record, store, embedder, mostEntries, this::updateWeight);
        });
    }

    /**
     * Hands an accepted commit to the replicas, so that their next read need not fetch it. A scope that is not on the heap
     * is read from the store later.
     */
    public void committed(Commit commit, Commit.Receipt receipt) {
        if (receipt.accepted()) {
            for (Commit.Append append : commit.appends()) {
                ScopeReplica replica = replicas.getIfPresent(append.scope());
                if (replica != null) {
                    replica.committed(append, requireNonNull(receipt.scopes().get(append.scope())));
                }
            }
        }
    }

    /** Returns how often a scope was not on the heap when it was needed. */
    public long coldScopes() {
        return coldScopes.sum();
    }

    /** Returns the estimated bytes of heap of each replica. */
    public LongStream weights() {
        return replicas.asMap().values().stream().mapToLong(ScopeReplica::weight);
    }

    /** Makes the cache weigh a replica again; it drops others if the budget is exceeded. */
    private void updateWeight(ScopeReplica changed) {
        replicas.asMap().replace(changed.scope().id(), changed, changed);
    }

    /** Returns the ids of the scopes on the heap, now and later. */
    public Set<String> replicated() {
        return Collections.unmodifiableSet(replicas.asMap().keySet());
    }
}
