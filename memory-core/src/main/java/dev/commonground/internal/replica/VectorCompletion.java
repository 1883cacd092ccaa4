package dev.commonground.internal.replica;

import dev.commonground.internal.log.LoggedAssertion;
import dev.commonground.internal.log.LoggedStatement;
import dev.commonground.internal.search.Embedder;
import dev.commonground.memory.MemoryId;
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
import java.util.Set;
import java.util.stream.Collectors;

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
        Map<Passage, Statement> wanted = new LinkedHashMap<>();
        long position = 0;
        for (Entry entry : tail.entries()) {
            position = entry.position();
            if (entry.action() instanceof Entry.Assert asserted && !fold.holds(passage(asserted))) {
                wanted.put(passage(asserted), asserted.statement());
            }
        }
        return completed(wanted, tail.vectors(), fold, position);
    }

    /** Returns the vectors of some statements of a log, without those that stay in the store; none without a model. */
    Map<Passage, byte[]> vectors(FoldedScope fold, BitSet some) {
        if (!embedder.present()) {
            return Map.of();
        }
        Map<Passage, Statement> wanted = new LinkedHashMap<>();
        some.stream()
                .forEach(ordinal -> addPassages(wanted, fold.log().statements().get(ordinal)));
        StoredVectors stored = fold.stored();
        if (stored != null) {
            wanted.keySet().removeAll(stored.passages());
        }
        Set<MemoryId> ids = wanted.keySet().stream().map(Passage::id).collect(Collectors.toSet());
        List<StatementVector> sent =
                stored == null ? store.readVectors(scope.id(), ids, embedder.modelId()) : List.of();
        return completed(wanted, sent, fold, fold.log().position());
    }

    private static void addPassages(Map<Passage, Statement> passages, LoggedStatement logged) {
        for (LoggedAssertion assertion : logged.assertions()) {
            String speaker = Embedder.speaker(assertion.assertion().author());
            passages.put(new Passage(logged.id(), speaker), logged.statement());
        }
    }

    /** Returns what was sent and what is still wanted, which is computed and kept. */
    private Map<Passage, byte[]> completed(
            Map<Passage, Statement> wanted, List<StatementVector> sent, FoldedScope fold, long position) {
        Map<Passage, byte[]> vectors = new HashMap<>();
        sent.forEach(vector -> vectors.put(new Passage(vector.id(), vector.speaker()), vector.bytes()));
        wanted.keySet().removeAll(vectors.keySet());
        List<StatementVector> computed = embed(wanted);
        computed.forEach(vector -> vectors.put(new Passage(vector.id(), vector.speaker()), vector.bytes()));
        check(vectors.values(), fold);
        if (!computed.isEmpty()) {
            store.keepVectors(scope.id(), position, computed);
        }
        return vectors;
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

    static Passage passage(Entry.Assert asserted) {
        return new Passage(asserted.id(), Embedder.speaker(asserted.assertion().author()));
    }
}
