package dev.commonground.internal.session;

import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import dev.commonground.store.Entry;
import dev.commonground.store.StatementVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session has written to one scope but not committed, in the form of the commit. Its entries have the positions
 * -1, -2 and so on, and the session sees them on top of the log.
 *
 * <p>Not thread-safe; the session guards it.
 */
public final class PendingWrites {

    private final List<Entry.Action> actions = new ArrayList<>();
    private final List<StatementVector> vectors = new ArrayList<>();
    private final Set<Long> retracted = new HashSet<>();
    private final Map<MemoryId, List<LiveAssertion>> assertions = new LinkedHashMap<>();
    private final Map<MemoryId, List<LiveAnnotation>> annotations = new LinkedHashMap<>();
    private final Map<MemoryId, Statement> statements = new LinkedHashMap<>();

    /** The statements about each key of which an assertion may be live. */
    private final Map<String, Set<MemoryId>> byKey = new HashMap<>();

    private final PendingIndex index = new PendingIndex();

    PendingWrites() {}

    /** Returns the actions in the order in which they were added. */
    public List<Entry.Action> actions() {
        return actions;
    }

    /** Returns the vectors of what the actions assert. */
    public List<StatementVector> vectors() {
        return vectors;
    }

    boolean isEmpty() {
        return actions.isEmpty();
    }

    /** Adds an action, and the vector of what it asserts if there is one. */
    void add(Entry.Action action, @Nullable StatementVector vector) {
        actions.add(action);
        action.retracts().forEach(this::retract);
        long position = -actions.size();
        if (action instanceof Entry.Assert asserted) {
            add(position, asserted);
            index.add(asserted, vector);
        } else if (action instanceof Entry.Annotate annotation) {
            annotations
                    .computeIfAbsent(annotation.id(), id -> new ArrayList<>())
                    .add(new LiveAnnotation(position, annotation));
        }
        if (vector != null) {
            vectors.add(vector);
        }
    }

    private void add(long position, Entry.Assert asserted) {
        assertions
                .computeIfAbsent(asserted.id(), id -> new ArrayList<>())
                .add(new LiveAssertion(position, asserted.assertion()));
        statements.put(asserted.id(), asserted.statement());
        String key = asserted.statement().key();
        if (key != null) {
            byKey.computeIfAbsent(key, about -> new LinkedHashSet<>()).add(asserted.id());
        }
    }

    private void retract(long position) {
        retracted.add(position);
        if (position < 0
                && actions.get(Math.toIntExact(-position) - 1) instanceof Entry.Assert asserted
                && asserted.statement().key() != null
                && assertions(asserted.id()).isEmpty()) {
            byKey.getOrDefault(asserted.statement().key(), new HashSet<>()).remove(asserted.id());
        }
    }

    /** Returns the statements about a key that are asserted here, and that no action here has retracted as a whole. */
    Set<MemoryId> about(String key) {
        return byKey.getOrDefault(key, Set.of());
    }

    boolean retracts(long position) {
        return retracted.contains(position);
    }

    /** Returns the live assertions of {@code id}. */
    List<LiveAssertion> assertions(MemoryId id) {
        return allAssertions(id).stream()
                .filter(assertion -> !retracted.contains(assertion.position()))
                .toList();
    }

    /** Returns the assertions of {@code id}, retracted or not. */
    List<LiveAssertion> allAssertions(MemoryId id) {
        return assertions.getOrDefault(id, List.of());
    }

    /** Returns the live annotations of {@code id}. */
    List<LiveAnnotation> annotations(MemoryId id) {
        return annotations.getOrDefault(id, List.of()).stream()
                .filter(annotation -> !retracted.contains(annotation.position()))
                .toList();
    }

    /** Returns the statements annotated here. */
    Set<MemoryId> annotated() {
        return annotations.keySet();
    }

    /** Returns the statements asserted here, retracted or not. */
    Map<MemoryId, Statement> statements() {
        return statements;
    }

    /** Returns the search index over the statements asserted here. */
    PendingIndex index() {
        return index;
    }
}
