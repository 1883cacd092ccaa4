package dev.commonground.internal.replica;

import dev.commonground.internal.log.LoggedAssertion;
import dev.commonground.internal.search.Embedder;
import dev.commonground.memory.Statement;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import dev.commonground.store.StoredVectors;
import dev.commonground.store.StoredVectors.Passage;
import dev.commonground.store.VectorBytes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** Returns whether there is an embedding model. */
    boolean isNeeded() {
        return embedder.present();
    }

    /** Returns the vectors of the assertions in {@code tail}; none without an embedding model. */
    Map<Passage, byte[]> vectors(MemoryStore.Tail tail, FoldedScope fold) {
        if (!embedder.present()) {
            return Map.of();
        }
        Map<Passage, Statement> missing = new LinkedHashMap<>();
        long position = 0;
        for (Entry entry : tail.entries()) {
            position = entry.position();
            if (entry.action() instanceof Entry.Assert asserted) {
                String speaker = Embedder.speaker(asserted.assertion().author());
                if (fold.passage(asserted.id(), speaker) < 0) {
                    missing.put(new Passage(asserted.id(), speaker), asserted.statement());
                }
            }
        }
        Map<Passage, byte[]> vectors = new HashMap<>();
        tail.vectors().forEach(vector -> vectors.putIfAbsent(passage(vector), vector.bytes()));
        missing.keySet().removeAll(vectors.keySet());
        List<StatementVector> computed = embed(missing);
        computed.forEach(vector -> vectors.put(passage(vector), vector.bytes()));
        check(vectors.values(), fold);
        keep(computed, position);
        return vectors;
    }

    /**
     * Returns the vectors of some statements of a log, without those that stay in the store; none without a model. A large
     * scope has many, so they have the numbers of their passages instead of a map.
     */
    List<PassageVector> vectors(FoldedScope fold, BitSet some) {
        if (!embedder.present()) {
            return List.of();
        }
        StoredVectors stored = fold.stored();
        List<PassageVector> vectors = stored == null ? sent(fold, some) : new ArrayList<>();
        BitSet known = new BitSet();
        vectors.forEach(vector -> known.set(vector.passage()));
        if (stored != null) {
            stored.passages().forEach(passage -> set(known, fold.passage(passage.id(), passage.speaker())));
        }
        List<StatementVector> computed = embed(missing(fold, some, known));
        for (StatementVector vector : computed) {
            vectors.add(new PassageVector(fold.passage(vector.id(), vector.speaker()), vector.bytes()));
        }
        check(vectors.stream().map(PassageVector::bytes).toList(), fold);
        keep(computed, fold.log().position());
        return vectors;
    }

    private static void set(BitSet known, int passage) {
        if (passage >= 0) {
            known.set(passage);
        }
    }

    private List<PassageVector> sent(FoldedScope fold, BitSet some) {
        List<Long> assertions = new ArrayList<>(some.cardinality());
        some.stream()
                .mapToObj(fold.log().statements()::get)
                .forEach(
                        statement -> statement.assertions().forEach(assertion -> assertions.add(assertion.position())));
        List<PassageVector> vectors = new ArrayList<>();
        for (StatementVector vector : store.readVectors(scope.id(), assertions, embedder.modelId())) {
            int ordinal = fold.log().ordinal(vector.id());
            int passage = ordinal < 0 || !some.get(ordinal) ? -1 : fold.index().passage(ordinal, vector.speaker());
            if (passage >= 0) {
                vectors.add(new PassageVector(passage, vector.bytes()));
            }
        }
        return vectors;
    }

    private static Map<Passage, Statement> missing(FoldedScope fold, BitSet some, BitSet known) {
        Map<Passage, Statement> missing = new LinkedHashMap<>();
        some.stream().mapToObj(fold.log().statements()::get).forEach(logged -> {
            for (LoggedAssertion assertion : logged.assertions()) {
                String speaker = Embedder.speaker(assertion.assertion().author());
                if (!known.get(fold.index().passage(logged.ordinal(), speaker))) {
                    missing.put(new Passage(logged.id(), speaker), logged.statement());
                }
            }
        });
        return missing;
    }

    private List<StatementVector> embed(Map<Passage, Statement> missing) {
        List<Passage> passages = List.copyOf(missing.keySet());
        List<float[]> vectors = embedder.embed(missing.entrySet().stream()
                .map(e -> Embedder.embeddedText(e.getValue(), e.getKey().speaker()))
                .toList());
        List<StatementVector> computed = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            Passage passage = passages.get(i);
            computed.add(new StatementVector(passage.id(), passage.speaker(), embedder.modelId(), vectors.get(i)));
        }
        return computed;
    }

    /** Rejects vectors of different lengths before any is indexed or stored, so that an index is never mixed. */
    private void check(Collection<byte[]> vectors, FoldedScope fold) {
        int length = fold.index().dimension();
        for (byte[] vector : vectors) {
            int next = VectorBytes.dimension(vector);
            embedder.checkDimension(scope.id(), length, next);
            length = next;
        }
    }

    private void keep(List<StatementVector> computed, long position) {
        if (!computed.isEmpty()) {
            store.keepVectors(scope.id(), position, computed);
        }
    }

    private static Passage passage(StatementVector vector) {
        return new Passage(vector.id(), vector.speaker());
    }
}
