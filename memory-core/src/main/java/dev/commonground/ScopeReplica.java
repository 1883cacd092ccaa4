package dev.commonground;

import dev.commonground.log.Commit;
import dev.commonground.log.Entry;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.ScopeLog;
import dev.commonground.log.ScopeRecord;
import dev.commonground.log.StatementVector;
import dev.commonground.memory.Author;
import dev.commonground.memory.StoredVectors;
import dev.commonground.memory.StoredVectors.Passage;
import dev.commonground.recall.Embedder;
import dev.commonground.recall.ScopeIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One scope on the heap: its log, folded, and its search index. Both follow the store; before each read they catch up
 * with it, so a read sees every write that was acknowledged before it began, another process's too.
 *
 * <p>Thread-safe.
 */
final class ScopeReplica {

    /** An entry with its assertion and its places in the log; an estimate. */
    private static final long ENTRY_BYTES = 300;

    /** The bytes of a scope in which nothing was said yet. */
    private static final long EMPTY = 4_096;

    /** Where guesses were wrong, so many silent answers are asked for at most; where writers meet, it is not worth less. */
    private static final int MOST_SILENT = 256;

    /** The part of its weight by which a replica grows until it is weighed anew: an eighth. */
    private static final long NOTABLE = 8;

    private final ScopeRecord scope;
    private final MemoryStore store;
    private final Embedder embedder;
    private final Consumer<ScopeReplica> weighed;
    private volatile long weight = EMPTY;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Object catchingUp = new Object();
    private final long most;
    private boolean begun;

    /** How often in a row the store was asked and had nothing new. */
    private int silent;

    /** After how many such answers a writer may guess that there is nothing new now. */
    private int silentEnough = 1;

    /** What was committed here and not yet taken in, by the position it goes on from. */
    private final ConcurrentNavigableMap<Long, Commit.Append> own = new ConcurrentSkipListMap<>();

    private Fold fold = Fold.empty(null);

    /**
     * Begins an empty replica.
     *
     * @param most how many entries fit on the heap; of a scope with more the store searches the vectors, if it can
     * @param weighed told whenever the weight has changed notably
     */
    ScopeReplica(ScopeRecord scope, MemoryStore store, Embedder embedder, long most, Consumer<ScopeReplica> weighed) {
        this.scope = scope;
        this.store = store;
        this.embedder = embedder;
        this.most = most;
        this.weighed = weighed;
    }

    ScopeRecord scope() {
        return scope;
    }

    /** Catches up with the store, then reads; the reader must not keep what it is given. */
    <T> T read(BiFunction<ScopeLog, ScopeIndex, T> reader) {
        return read(Freshness.NOT_ASKED, reader);
    }

    /**
     * As {@link #read(BiFunction)}, without asking the store if there is nothing new.
     *
     * @param stands where the scope stood in the store when the reader began, or {@link Freshness#NOT_ASKED}
     */
    <T> T read(long stands, BiFunction<ScopeLog, ScopeIndex, T> reader) {
        catchUp(stands);
        lock.readLock().lock();
        try {
            return reader.apply(fold.log, fold.index);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Returns where the scope is guessed to stand, without asking; {@link Freshness#NOT_ASKED} where others write too. */
    long guess() {
        synchronized (catchingUp) {
            return silent < silentEnough ? Freshness.NOT_ASKED : read(0, (log, index) -> log.position());
        }
    }

    /** Notes whether a guess turned out right. A wrong one costs several times what a right one saves. */
    void guessed(boolean right) {
        synchronized (catchingUp) {
            silentEnough = right ? Math.max(1, silentEnough - 1) : Math.min(MOST_SILENT, silentEnough * 4);
            silent = right ? silent : 0;
        }
    }

    /** Returns who has said something so far, without catching up. */
    Set<Author> authors() {
        lock.readLock().lock();
        try {
            return Set.copyOf(fold.index.authors());
        } finally {
            lock.readLock().unlock();
        }
    }

    private void catchUp(long stands) {
        synchronized (catchingUp) {
            takeOwn();
            if (fold.stored == null && (!begun || fold.log.position() > most)) {
                begun = true;
                store.vectors(scope.id(), embedder.modelId(), most).ifPresent(this::startAnew);
            }
            if (stands == Freshness.NOT_ASKED || fold.log.position() < stands) {
                MemoryStore.Tail news = store.readBeyond(scope.id(), fold.log.position(), embedder.modelId());
                silent = news.entries().isEmpty() ? silent + 1 : 0;
                take(news);
            }
        }
    }

    /** Notes what was just committed here, so that the next read need not read it back, unless others wrote meanwhile. */
    void committed(Commit.Append append, Commit.Appended appended) {
        if (append.lane() == null && append.tip() == null) {
            own.put(appended.position() - append.actions().size(), append);
        }
    }

    /** Takes in what was committed here, as far as it goes on where the log ends. */
    private void takeOwn() {
        List<Entry> entries = new ArrayList<>();
        List<StatementVector> vectors = new ArrayList<>();
        long end = fold.log.position();
        for (Map.Entry<Long, Commit.Append> next = own.firstEntry();
                next != null && next.getKey() <= end;
                next = own.firstEntry()) {
            own.remove(next.getKey());
            if (next.getKey() == end) {
                for (Entry.Action action : next.getValue().placedAfter(end)) {
                    long position = ++end;
                    entries.add(new Entry(position, Entry.DIRECT, null, position, action));
                }
                vectors.addAll(next.getValue().vectors());
            }
        }
        take(new MemoryStore.Tail(entries, vectors));
    }

    private void take(MemoryStore.Tail tail) {
        if (tail.entries().stream().anyMatch(entry -> entry.action().removes())) {
            startAnew(fold.stored);
        } else if (!tail.entries().isEmpty()) {
            Map<Passage, float[]> vectors = vectors(tail, fold, Set.of());
            exclusively(() -> fold.append(tail, vectors));
        }
        weigh();
    }

    private void weigh() {
        long now = EMPTY + fold.index.weight() + ENTRY_BYTES * fold.log.position();
        if (now < weight || now > weight + weight / NOTABLE) {
            weight = now;
            weighed.accept(this);
        }
    }

    /** Returns about how many bytes it takes on the heap. */
    long weight() {
        return weight;
    }

    /** Refuses vectors of several lengths before anything is taken in or kept, so that an index is never mixed. */
    private void check(Collection<float[]> vectors, Fold fold) {
        int length = fold.index.dimension();
        for (float[] vector : vectors) {
            embedder.check(scope.id(), length, vector);
            length = vector.length;
        }
    }

    /**
     * Reads all from the store, and nothing of the old log and index is kept: what was erased or swept must leave the
     * heap too.
     *
     * @param stored the store's search over the vectors, which are then left there; null to have them here
     */
    private void startAnew(@Nullable StoredVectors stored) {
        MemoryStore.Tail all = store.readBeyond(scope.id(), 0, stored == null ? embedder.modelId() : "");
        Fold fresh = Fold.empty(stored);
        fresh.append(all, vectors(all, fresh, stored == null ? Set.of() : stored.passages()));
        exclusively(() -> fold = fresh);
    }

    private void exclusively(Runnable change) {
        lock.writeLock().lock();
        try {
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Returns the vectors of what the tail asserts; those that the store lacks are computed and kept.
     *
     * @param stored what the store has a vector of, beside those it sent
     */
    private Map<Passage, float[]> vectors(MemoryStore.Tail tail, Fold fold, Set<Passage> stored) {
        Map<Passage, float[]> vectors = new HashMap<>();
        tail.vectors().forEach(vector -> vectors.put(new Passage(vector.id(), vector.voice()), vector.vector()));
        if (embedder.present()) {
            Map<Passage, Entry.Assert> missing = new LinkedHashMap<>();
            for (Entry entry : tail.entries()) {
                if (entry.action() instanceof Entry.Assert asserted
                        && !vectors.containsKey(passage(asserted))
                        && !stored.contains(passage(asserted))
                        && !fold.holds(passage(asserted))) {
                    missing.put(passage(asserted), asserted);
                }
            }
            List<StatementVector> computed = embed(missing);
            computed.forEach(vector -> vectors.put(new Passage(vector.id(), vector.voice()), vector.vector()));
            check(vectors.values(), fold);
            if (!computed.isEmpty()) {
                store.keepVectors(
                        scope.id(),
                        tail.entries().get(tail.entries().size() - 1).position(),
                        computed);
            }
        }
        return vectors;
    }

    private List<StatementVector> embed(Map<Passage, Entry.Assert> missing) {
        List<Passage> passages = List.copyOf(missing.keySet());
        List<float[]> vectors = embedder.embed(missing.entrySet().stream()
                .map(e -> ScopeIndex.spoken(e.getValue().statement(), e.getKey().voice()))
                .toList());
        List<StatementVector> computed = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            Passage passage = passages.get(i);
            computed.add(new StatementVector(passage.id(), passage.voice(), embedder.modelId(), vectors.get(i)));
        }
        return computed;
    }

    private static Passage passage(Entry.Assert asserted) {
        return new Passage(asserted.id(), ScopeIndex.voice(asserted.assertion().author()));
    }

    /** The log and the index that goes with it; the store's search over the vectors if they are there. */
    private record Fold(
            ScopeLog log, ScopeIndex index, @Nullable StoredVectors stored) {

        static Fold empty(@Nullable StoredVectors stored) {
            ScopeLog log = new ScopeLog();
            return new Fold(log, stored == null ? new ScopeIndex() : new ScopeIndex(stored, log::ordinal), stored);
        }

        void append(MemoryStore.Tail tail, Map<Passage, float[]> vectors) {
            tail.entries().forEach(entry -> append(entry, vectors));
        }

        private void append(Entry entry, Map<Passage, float[]> vectors) {
            log.append(entry);
            if (entry.action() instanceof Entry.Assert asserted) {
                Passage passage = passage(asserted);
                ScopeLog.Told told = log.find(asserted.id());
                if (told != null) {
                    index.add(told.ordinal(), told.id(), told.statement(), asserted.assertion(), vectors.get(passage));
                }
            }
        }

        boolean holds(Passage passage) {
            ScopeLog.Told told = log.find(passage.id());
            return told != null && index.holds(told.ordinal(), passage.voice());
        }
    }
}
