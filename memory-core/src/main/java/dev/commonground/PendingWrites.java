package dev.commonground;

import dev.commonground.log.Entry;
import dev.commonground.log.StatementVector;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import dev.commonground.recall.ScopeIndex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session has written to one scope but not yet committed, in the form it will be committed: its own entries
 * stand at the positions -1, -2 and so on. The session sees it on top of the log.
 *
 * <p>Not thread-safe; its session guards it.
 */
final class PendingWrites {

    private final List<Entry.Action> actions = new ArrayList<>();
    private final List<StatementVector> vectors = new ArrayList<>();
    private final Set<Long> retracted = new HashSet<>();
    private final Map<MemoryId, List<Said>> said = new LinkedHashMap<>();
    private final Map<MemoryId, List<Noted>> noted = new LinkedHashMap<>();
    private final Map<MemoryId, Statement> statements = new LinkedHashMap<>();
    private final ScopeIndex index = new ScopeIndex();
    private final List<MemoryId> indexed = new ArrayList<>();
    private final List<Unindexed> unindexed = new ArrayList<>();

    /** What is indexed when somebody searches: most writes are committed before that. */
    private record Unindexed(
            Entry.Assert asserted, @Nullable StatementVector vector) {}

    /** An assertion not yet committed. */
    record Said(long position, Assertion assertion) {}

    /** Metadata not yet committed. */
    record Noted(long position, Entry.Annotate annotation) {}

    List<Entry.Action> actions() {
        return actions;
    }

    List<StatementVector> vectors() {
        return vectors;
    }

    boolean isEmpty() {
        return actions.isEmpty();
    }

    /** Adds an entry, and the vector of what it asserts if there is one. */
    void add(Entry.Action action, @Nullable StatementVector vector) {
        actions.add(action);
        retracted.addAll(action.retracts());
        if (action instanceof Entry.Assert asserted) {
            said.computeIfAbsent(asserted.id(), id -> new ArrayList<>())
                    .add(new Said(-actions.size(), asserted.assertion()));
            statements.put(asserted.id(), asserted.statement());
            unindexed.add(new Unindexed(asserted, vector));
        }
        if (action instanceof Entry.Annotate annotation) {
            noted.computeIfAbsent(annotation.id(), id -> new ArrayList<>()).add(new Noted(-actions.size(), annotation));
        }
        if (vector != null) {
            vectors.add(vector);
        }
    }

    private void addToIndex(Entry.Assert asserted, @Nullable StatementVector vector) {
        int known = indexed.indexOf(asserted.id());
        if (known < 0) {
            indexed.add(asserted.id());
        }
        index.add(
                known < 0 ? indexed.size() - 1 : known,
                asserted.id(),
                asserted.statement(),
                asserted.assertion(),
                vector == null ? null : vector.vector());
    }

    boolean retracts(long position) {
        return retracted.contains(position);
    }

    /** Returns the assertions of {@code id} that still count. */
    List<Said> said(MemoryId id) {
        return said.getOrDefault(id, List.of()).stream()
                .filter(one -> !retracted.contains(one.position()))
                .toList();
    }

    /** Returns the metadata added to {@code id} that still counts. */
    List<Noted> noted(MemoryId id) {
        return noted.getOrDefault(id, List.of()).stream()
                .filter(one -> !retracted.contains(one.position()))
                .toList();
    }

    /** Returns the statements asserted here, retracted or not. */
    Map<MemoryId, Statement> statements() {
        return statements;
    }

    ScopeIndex index() {
        unindexed.forEach(one -> addToIndex(one.asserted, one.vector));
        unindexed.clear();
        return index;
    }

    /** Returns which sayings of the {@linkplain #index indexed} statements do not count, by ordinal and order. */
    Map<Integer, BitSet> unheard() {
        Map<Integer, BitSet> unheard = new HashMap<>();
        for (int i = 0; i < index().size(); i++) {
            List<Said> all = said.getOrDefault(indexed.get(i), List.of());
            BitSet retractedOnes = new BitSet();
            for (int nth = 0; nth < all.size(); nth++) {
                retractedOnes.set(nth, retracts(all.get(nth).position()));
            }
            if (!retractedOnes.isEmpty()) {
                unheard.put(i, retractedOnes);
            }
        }
        return unheard;
    }

    /** Returns which of the {@linkplain #index indexed} statements still count. */
    BitSet live() {
        BitSet live = new BitSet();
        for (int i = 0; i < index().size(); i++) {
            if (!said(indexed.get(i)).isEmpty()) {
                live.set(i);
            }
        }
        return live;
    }
}
