package dev.commonground.internal.replica;

import dev.commonground.internal.search.Embedder;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import dev.commonground.store.StoredVectors.Passage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Returns a vector for everything that new entries assert: those that the store sent, and computed ones for the rest,
 * which the store then keeps.
 */
final class VectorCompletion {

    private final ScopeRecord scope;
    private final MemoryStore store;
    private final Embedder embedder;

    VectorCompletion(ScopeRecord scope, MemoryStore store, Embedder embedder) {
        this.scope = scope;
        this.store = store;
        this.embedder = embedder;
    }

    /**
     * Returns the vectors of the assertions in {@code tail}; none without an embedding model.
     *
     * @param stored the passages whose vectors stay in the store
     */
    Map<Passage, float[]> vectors(MemoryStore.Tail tail, FoldedScope fold, Set<Passage> stored) {
        Map<Passage, float[]> vectors = new HashMap<>();
        tail.vectors().forEach(vector -> vectors.put(new Passage(vector.id(), vector.speaker()), vector.vector()));
        if (embedder.present()) {
            List<StatementVector> computed = embed(missing(tail, fold, stored, vectors.keySet()));
            computed.forEach(vector -> vectors.put(new Passage(vector.id(), vector.speaker()), vector.vector()));
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

    private static Map<Passage, Entry.Assert> missing(
            MemoryStore.Tail tail, FoldedScope fold, Set<Passage> stored, Set<Passage> sent) {
        Map<Passage, Entry.Assert> missing = new LinkedHashMap<>();
        for (Entry entry : tail.entries()) {
            if (entry.action() instanceof Entry.Assert asserted) {
                Passage passage = passage(asserted);
                if (!sent.contains(passage) && !stored.contains(passage) && !fold.holds(passage)) {
                    missing.put(passage, asserted);
                }
            }
        }
        return missing;
    }

    private List<StatementVector> embed(Map<Passage, Entry.Assert> missing) {
        List<Passage> passages = List.copyOf(missing.keySet());
        List<float[]> vectors = embedder.embed(missing.entrySet().stream()
                .map(e -> Embedder.embeddedText(
                        e.getValue().statement(), e.getKey().speaker()))
                .toList());
        List<StatementVector> computed = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            Passage passage = passages.get(i);
            computed.add(new StatementVector(passage.id(), passage.speaker(), embedder.modelId(), vectors.get(i)));
        }
        return computed;
    }

    /** Rejects vectors of different lengths before any is indexed or stored, so that an index is never mixed. */
    private void check(Collection<float[]> vectors, FoldedScope fold) {
        int length = fold.index().dimension();
        for (float[] vector : vectors) {
            embedder.checkDimension(scope.id(), length, vector);
            length = vector.length;
        }
    }

    static Passage passage(Entry.Assert asserted) {
        return new Passage(asserted.id(), Embedder.speaker(asserted.assertion().author()));
    }
}
