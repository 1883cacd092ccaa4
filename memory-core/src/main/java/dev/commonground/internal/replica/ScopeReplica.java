package dev.commonground.internal.replica;

import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.search.Embedder;
import dev.commonground.internal.search.ScopeIndex;
import dev.commonground.memory.Author;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StoredVectors;
import dev.commonground.store.StoredVectors.Passage;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One scope on the heap: its folded log and its search index. Before each read both catch up with the store, so a read
 * sees every write that was acknowledged before it began, including those of other processes.
 *
 * <p>Thread-safe.
 */
public final class ScopeReplica {

    /** The estimated bytes of an empty scope. */
    private static final long EMPTY_BYTES = 4_096;

    /** The weight is reported again when it has grown by this fraction: an eighth. */
    private static final long REPORTED_FRACTION = 8;

    private final ScopeRecord scope;
    private final MemoryStore store;
    private final Embedder embedder;
    private final VectorCompletion completion;
    private final long mostEntries;
    private final Consumer<ScopeReplica> onWeightChange;
    private final OwnCommits own = new OwnCommits();
    private final PositionAssumption assumption = new PositionAssumption();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Object catchingUp = new Object();
    private final AtomicLong reported = new AtomicLong(EMPTY_BYTES);
    private volatile long foldWeight;
    private boolean begun;

    /** Whether anybody has searched here, so that the index needs the vectors of new entries. */
    private volatile boolean searched;

    private FoldedScope fold = FoldedScope.empty(null);

    /**
     * Creates an empty replica.
     *
     * @param mostEntries how many entries fit on the heap; the store searches the vectors of a larger scope, if it can
     * @param onWeightChange called when the weight has changed notably
     */
    public ScopeReplica(
            ScopeRecord scope,
            MemoryStore store,
            Embedder embedder,
            long mostEntries,
            Consumer<ScopeReplica> onWeightChange) {
        this.scope = scope;
        this.store = store;
        this.embedder = embedder;
        this.completion = new VectorCompletion(scope, store, embedder);
        this.mostEntries = mostEntries;
        this.onWeightChange = onWeightChange;
    }

    ScopeRecord scope() {
        return scope;
    }

    /** Catches up with the store, then calls the reader, which must not keep what it is given. */
    public <T> T read(BiFunction<ScopeLog, ScopeIndex, T> reader) {
        return read(ScopePositions.NOT_ASKED, reader);
    }

    /** Returns the position of the log after catching up with the store. */
    public long position() {
        return read((log, index) -> log.position());
    }

    /**
     * Calls the reader as {@link #read(BiFunction)} does, without asking the store if there is nothing new.
     *
     * @param storePosition the scope's position in the store when the read began, or {@link ScopePositions#NOT_ASKED}
     */
    public <T> T read(long storePosition, BiFunction<ScopeLog, ScopeIndex, T> reader) {
        catchUp(storePosition);
        return readKnown(reader);
    }

    /** Returns the position to assume without asking, or {@link ScopePositions#NOT_ASKED} if others write here too. */
    public long assumedPosition() {
        synchronized (catchingUp) {
            return assumption.isAllowed() ? read(0, (log, index) -> log.position()) : ScopePositions.NOT_ASKED;
        }
    }

    /** Records whether an assumed position was right. */
    public void assumptionResolved(boolean right) {
        synchronized (catchingUp) {
            assumption.resolved(right);
        }
    }

    /** Returns the authors known so far, without catching up. */
    public Set<Author> authors() {
        return readKnown((log, index) -> Set.copyOf(index.authors()));
    }

    /** Calls the reader as {@link #read(BiFunction)} does, but without catching up. */
    public <T> T readKnown(BiFunction<ScopeLog, ScopeIndex, T> reader) {
        lock.readLock().lock();
        try {
            return reader.apply(fold.log(), fold.index());
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Records a commit of this process, so that the next read need not fetch it. */
    public void committed(Commit.Append append, Commit.Appended appended) {
        own.add(append, appended);
        updateWeight();
    }

    private void catchUp(long storePosition) {
        synchronized (catchingUp) {
            apply(own.takeFollowing(fold.log().position()));
            if (fold.stored() == null && (!begun || fold.log().position() > mostEntries)) {
                begun = true;
                store.vectors(scope.id(), embedder.modelId(), mostEntries).ifPresent(this::rebuild);
            }
            if (storePosition == ScopePositions.NOT_ASKED || fold.log().position() < storePosition) {
                assumption.answered(fold.log().position() == 0 ? rebuild(fold.stored()) : follow());
            }
            updateWeight();
        }
    }

    /** Returns whether the index needs the vectors of new entries. */
    boolean isSearched() {
        return searched;
    }

    /** Returns the position of the log without asking the store. */
    long knownPosition() {
        return read(0, (log, index) -> log.position());
    }

    /**
     * Takes what the store has told without being asked for this scope alone. Ignores what the log has already, and what
     * does not follow it.
     *
     * @param withVectors whether the news has vectors; a replica that needs them ignores news without
     */
    void follow(MemoryStore.Tail news, boolean withVectors) {
        synchronized (catchingUp) {
            long position = fold.log().position();
            List<Entry> beyond = news.entries().stream()
                    .filter(entry -> entry.position() > position)
                    .toList();
            boolean usable = position > 0 && (withVectors || !searched);
            if (usable && !beyond.isEmpty() && beyond.get(0).position() == position + 1) {
                apply(new MemoryStore.Tail(beyond, news.vectors()));
                assumption.answered(true);
                updateWeight();
            }
        }
    }

    /** Reads what is new, and returns whether anything was. */
    private boolean follow() {
        String model = searched ? embedder.modelId() : "";
        MemoryStore.Tail news = store.readBeyond(scope.id(), fold.log().position(), model);
        apply(news);
        return !news.entries().isEmpty();
    }

    private void apply(MemoryStore.Tail tail) {
        if (tail.entries().stream().anyMatch(entry -> entry.action().removes())) {
            rebuild(fold.stored());
        } else if (!tail.entries().isEmpty()) {
            Map<Passage, byte[]> vectors = searched ? completion.vectors(tail, fold) : Map.of();
            exclusively(() -> append(tail.entries(), vectors));
            foldWeight = fold.weight();
        }
    }

    /** Appends to the fold, and begins anew if that fails: a log and an index that differ would answer wrongly. */
    private void append(List<Entry> entries, Map<Passage, byte[]> vectors) {
        boolean complete = false;
        try {
            append(fold, entries, vectors);
            complete = true;
        } finally {
            if (!complete) {
                fold = FoldedScope.empty(null);
                begun = false;
            }
        }
    }

    private void append(FoldedScope to, List<Entry> entries, Map<Passage, byte[]> vectors) {
        if (searched || !completion.isNeeded()) {
            to.append(entries, vectors);
        } else {
            to.appendDormant(entries);
        }
    }

    /**
     * Reads the whole scope from the store and drops the old log and index, since erased and swept text must leave the
     * heap too.
     *
     * @param stored the store's search over the vectors, which then stay there; null to hold the vectors on the heap
     * @return whether there was anything to read
     */
    private boolean rebuild(@Nullable StoredVectors stored) {
        List<Entry> all = store.readBeyond(scope.id(), 0, "").entries();
        if (all.isEmpty() && stored == fold.stored()) {
            return false; // the scope is as empty as before
        }
        FoldedScope fresh = FoldedScope.empty(stored);
        searched = false;
        append(fresh, all, Map.of());
        exclusively(() -> fold = fresh);
        foldWeight = fold.weight();
        return !all.isEmpty();
    }

    /**
     * Fetches the vectors of those statements in a reader's sight that no search has needed before. A search checks {@link
     * ScopeIndex#isAwake}, because an erasure by others can put them aside again.
     *
     * @param sight returns the ordinals of the statements that the reader sees
     */
    public void awaken(Function<ScopeLog, BitSet> sight) {
        synchronized (catchingUp) {
            searched = true;
            BitSet some = fold.index().dormant(sight.apply(fold.log()));
            if (!some.isEmpty()) {
                List<PassageVector> vectors = fold.index().whileTokenizing(() -> completion.vectors(fold, some));
                exclusively(() -> fold.awaken(some, vectors));
                foldWeight = fold.weight();
                updateWeight();
            }
        }
    }

    private void exclusively(Runnable change) {
        lock.writeLock().lock();
        try {
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void updateWeight() {
        long before = reported.get();
        long now = weight();
        if ((now < before || now > before + before / REPORTED_FRACTION) && reported.compareAndSet(before, now)) {
            onWeightChange.accept(this);
        }
    }

    /** Returns the estimated bytes of heap that the replica occupies, with the commits that wait for a reader. */
    public long weight() {
        return EMPTY_BYTES + foldWeight + own.weight();
    }
}
