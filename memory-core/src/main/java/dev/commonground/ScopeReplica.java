package dev.commonground;

import dev.commonground.log.Entry;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.ScopeLog;
import dev.commonground.log.ScopeRecord;
import dev.commonground.log.StatementVector;
import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import dev.commonground.recall.Embedder;
import dev.commonground.recall.ScopeIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;

/**
 * One scope on the heap: its log, folded, and its search index. Both follow the store; before each read they catch up
 * with it, so a read sees every write that was acknowledged before it began, another process's too.
 *
 * <p>Thread-safe.
 */
final class ScopeReplica {

    private final ScopeRecord scope;
    private final MemoryStore store;
    private final Embedder embedder;
    private ScopeLog log = new ScopeLog();
    private ScopeIndex index = new ScopeIndex();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Object catchingUp = new Object();

    /** What is embedded and indexed once: a statement as one voice says it. */
    private record Passage(MemoryId id, String voice) {}

    ScopeReplica(ScopeRecord scope, MemoryStore store, Embedder embedder) {
        this.scope = scope;
        this.store = store;
        this.embedder = embedder;
    }

    ScopeRecord scope() {
        return scope;
    }

    /** Catches up with the store, then reads; the reader must not keep what it is given. */
    <T> T read(BiFunction<ScopeLog, ScopeIndex, T> reader) {
        catchUp();
        lock.readLock().lock();
        try {
            return reader.apply(log, index);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Returns who has said something so far, without catching up. */
    Set<Author> authors() {
        lock.readLock().lock();
        try {
            return Set.copyOf(index.authors());
        } finally {
            lock.readLock().unlock();
        }
    }

    private void catchUp() {
        synchronized (catchingUp) {
            MemoryStore.Tail tail = store.readBeyond(scope.id(), log.position(), embedder.modelId());
            if (tail.entries().isEmpty()) {
                return;
            }
            boolean erased = tail.entries().stream().anyMatch(entry -> entry.action() instanceof Entry.Erase);
            if (erased && log.position() > 0) {
                startAnew();
                tail = store.readBeyond(scope.id(), 0, embedder.modelId());
            }
            List<Entry> entries = tail.entries();
            Map<Passage, float[]> vectors = vectors(tail);
            lock.writeLock().lock();
            try {
                entries.forEach(entry -> append(entry, vectors));
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    /** What was erased must leave the heap too, so nothing of the old log and index is kept. */
    private void startAnew() {
        lock.writeLock().lock();
        try {
            log = new ScopeLog();
            index = new ScopeIndex();
        } finally {
            lock.writeLock().unlock();
        }
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

    /** Returns the vectors of what the tail asserts; those that the store lacks are computed and kept. */
    private Map<Passage, float[]> vectors(MemoryStore.Tail tail) {
        Map<Passage, float[]> vectors = new HashMap<>();
        tail.vectors().forEach(vector -> vectors.put(new Passage(vector.id(), vector.voice()), vector.vector()));
        if (embedder.present()) {
            Map<Passage, Entry.Assert> missing = new LinkedHashMap<>();
            for (Entry entry : tail.entries()) {
                if (entry.action() instanceof Entry.Assert asserted
                        && !vectors.containsKey(passage(asserted))
                        && !indexed(passage(asserted))) {
                    missing.put(passage(asserted), asserted);
                }
            }
            List<StatementVector> computed = embed(missing);
            computed.forEach(vector -> vectors.put(new Passage(vector.id(), vector.voice()), vector.vector()));
            if (!computed.isEmpty()) {
                store.keepVectors(scope.id(), computed);
            }
        }
        return vectors;
    }

    private boolean indexed(Passage passage) {
        ScopeLog.Told told = log.find(passage.id());
        return told != null && index.holds(told.ordinal(), passage.voice());
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
}
