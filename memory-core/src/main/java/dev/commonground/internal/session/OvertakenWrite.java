package dev.commonground.internal.session;

import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.store.ScopeRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A write to a scope in which others committed between the writer's view and its commit. If one of them wrote the same
 * statement first, the memory is not new.
 */
final class OvertakenWrite {

    private final SessionViews views;
    private final ScopeRecord record;
    private final long before;
    private final long after;

    /**
     * Creates the write.
     *
     * @param before the last position of the scope before the commit
     * @param after the last position of the commit
     */
    OvertakenWrite(SessionViews views, ScopeRecord record, long before, long after) {
        this.views = views;
        this.record = record;
        this.before = before;
        this.after = after;
    }

    /** Returns the outcomes, and {@link WriteOutcome.AlreadyKnown} for each memory that others added first. */
    List<WriteOutcome> settle(List<WriteOutcome> outcomes) {
        List<Memory> added = outcomes.stream()
                .filter(WriteOutcome.Added.class::isInstance)
                .map(WriteOutcome::memory)
                .toList();
        if (added.isEmpty()) {
            return outcomes;
        }
        Map<Memory, List<Author>> known = views.viewAt(record, before, view -> {
            Map<Memory, List<Author>> authors = new HashMap<>();
            added.forEach(memory -> view.live(memory.id()).ifPresent(first -> authors.put(memory, first.authors())));
            return authors;
        });
        return known.isEmpty()
                ? outcomes
                : views.viewAt(
                        record,
                        after,
                        view -> outcomes.stream()
                                .map(outcome -> settled(view, outcome, known))
                                .toList());
    }

    private static WriteOutcome settled(ScopeView view, WriteOutcome outcome, Map<Memory, List<Author>> known) {
        List<Author> knownBy = known.get(outcome.memory());
        return knownBy != null && outcome instanceof WriteOutcome.Added added
                ? new WriteOutcome.AlreadyKnown(view.live(added.memory().id()).orElse(added.memory()), knownBy)
                : outcome;
    }
}
