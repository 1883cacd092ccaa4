package dev.commonground.internal.session;

import dev.commonground.internal.log.LoggedAssertion;
import dev.commonground.internal.log.LoggedStatement;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import dev.commonground.store.Entry;
import dev.commonground.store.ScopeRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the statements that were derived from others alone: each of their assertions, live or not, names sources, and all
 * of these are among the others or are derived from them alone.
 */
final class DerivedMemories {

    private final Map<MemoryId, Found> candidates = new LinkedHashMap<>();

    /**
     * A statement that an erasure reaches.
     *
     * @param quotes the evidence of its assertions
     */
    record Found(
            ScopeRecord scope, MemoryId id, Statement statement, List<List<MemoryId>> sources, List<String> quotes) {

        static Found of(ScopeRecord scope, LoggedStatement logged) {
            List<List<MemoryId>> sources = new ArrayList<>();
            List<String> quotes = new ArrayList<>();
            for (LoggedAssertion assertion : logged.assertions()) {
                sources.add(assertion.assertion().derivedFrom());
                String evidence = assertion.assertion().evidence();
                if (evidence != null) {
                    quotes.add(evidence);
                }
            }
            return new Found(scope, logged.id(), logged.statement(), sources, quotes);
        }

        static Found of(ScopeRecord scope, Entry.Quarantine held) {
            String evidence = held.assertion().evidence();
            return new Found(
                    scope,
                    held.id(),
                    held.statement(),
                    List.of(held.assertion().derivedFrom()),
                    evidence == null ? List.of() : List.of(evidence));
        }

        private Found and(Found other) {
            List<List<MemoryId>> all = new ArrayList<>(sources);
            all.addAll(other.sources);
            List<String> allQuotes = new ArrayList<>(quotes);
            allQuotes.addAll(other.quotes);
            return new Found(scope, id, statement, all, allQuotes);
        }

        private boolean isDerivedFrom(Set<MemoryId> erased) {
            return sources.stream().allMatch(from -> !from.isEmpty() && erased.containsAll(from));
        }
    }

    /** Adds the derived statements of a scope, and those in quarantine. */
    void add(ScopeRecord scope, ScopeLog log) {
        for (LoggedStatement logged : log.statements()) {
            if (logged.assertions().stream()
                    .noneMatch(assertion -> assertion.assertion().derivedFrom().isEmpty())) {
                candidates.put(logged.id(), Found.of(scope, logged));
            }
        }
        addQuarantined(scope, log);
    }

    private void addQuarantined(ScopeRecord scope, ScopeLog log) {
        for (Entry entry : log.quarantined()) {
            if (entry.action() instanceof Entry.Quarantine held && log.find(held.id()) == null) {
                candidates.merge(held.id(), Found.of(scope, held), Found::and);
            }
        }
    }

    /** Returns {@code erased} and what was derived from it alone. */
    Collection<Found> with(Collection<Found> erased) {
        Map<MemoryId, Found> all = new LinkedHashMap<>();
        erased.forEach(found -> all.put(found.id(), found));
        int before;
        do {
            before = all.size();
            candidates.forEach((id, found) -> {
                if (found.isDerivedFrom(all.keySet())) {
                    all.putIfAbsent(id, found);
                }
            });
        } while (all.size() > before);
        return all.values();
    }
}
