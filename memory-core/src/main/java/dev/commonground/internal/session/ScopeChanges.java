package dev.commonground.internal.session;

import dev.commonground.internal.log.LoggedAssertion;
import dev.commonground.internal.log.LoggedStatement;
import dev.commonground.internal.log.Revocations;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.internal.log.Visibility;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Change;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.store.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The changes between two snapshots of one scope. */
final class ScopeChanges {

    private final ScopeView view;
    private final ScopeLog log;
    private final Visibility visibility;
    private final Snapshot before;
    private final Snapshot after;
    private final List<Located> changes = new ArrayList<>();

    /** A change with its position in the log. */
    private record Located(long position, Change change) {}

    /**
     * Compares two snapshots.
     *
     * @param view the scope in the snapshot {@code after}
     */
    ScopeChanges(ScopeView view, ScopeLog log, Snapshot before, Snapshot after) {
        this.view = view;
        this.log = log;
        this.visibility = log.visibility();
        this.before = before;
        this.after = after;
    }

    List<Change> list() {
        log.statements().forEach(this::add);
        log.erasures().forEach((id, entry) -> {
            if (isNew(entry) && entry.action() instanceof Entry.Erase erase) {
                changes.add(new Located(entry.position(), new Change.Erased(id, erase.author(), erase.at())));
            }
        });
        log.revocations().events().stream()
                .filter(event -> isNew(event.entry()))
                .forEach(this::add);
        return changes.stream()
                .sorted(Comparator.comparingLong(Located::position)
                        .thenComparing(located -> !(located.change instanceof Change.Asserted)))
                .map(Located::change)
                .distinct()
                .toList();
    }

    /** Tells what a revocation hid, what it brought back, and what its undoing ended again. */
    private void add(Revocations.Event event) {
        long position = event.entry().position();
        event.hidden().stream()
                .sorted()
                .filter(this::wasEverVisible)
                .forEach(id -> changes.add(new Located(position, new Change.Revoked(id, event.author(), event.at()))));
        event.revived().stream()
                .sorted()
                .filter(id -> view.live(id).isPresent())
                .forEach(id -> changes.add(new Located(position, new Change.Restored(id, event.author(), event.at()))));
        event.ended().stream()
                .sorted()
                .flatMap(id -> view.find(id).stream())
                .forEach(memory -> addEndsAgain(position, memory));
    }

    private boolean wasEverVisible(MemoryId id) {
        LoggedStatement logged = log.find(id);
        return logged != null
                && logged.assertions().stream().anyMatch(one -> visibility.isVisible(after.withRevoked(), one));
    }

    private void addEndsAgain(long position, Memory memory) {
        LoggedStatement logged = log.find(memory.id());
        if (logged != null) {
            logged.assertions().stream()
                    .filter(assertion -> visibility.isVisible(after, assertion))
                    .flatMap(assertion -> view.endsOf(assertion).stream())
                    .flatMap(end -> ScopeHistory.end(view, memory, end).stream())
                    .forEach(end -> changes.add(new Located(position, end)));
        }
    }

    private void add(LoggedStatement logged) {
        boolean relevant = logged.assertions().stream()
                .anyMatch(one -> visibility.isVisible(before, one) || visibility.isVisible(after, one));
        if (!relevant) {
            return;
        }
        Memory memory = view.find(logged.id()).orElseGet(() -> withdrawn(logged));
        logged.assertions().forEach(assertion -> add(memory, assertion));
        logged.annotations().stream()
                .filter(annotation -> isNew(annotation.entry()))
                .forEach(annotation -> changes.add(
                        new Located(annotation.position(), ScopeHistory.annotated(memory, annotation.annotation()))));
    }

    private void add(Memory memory, LoggedAssertion assertion) {
        if (visibility.isVisible(after, assertion)) {
            if (!visibility.isVisible(before, assertion)) {
                add(assertion, new Change.Asserted(memory, assertion.assertion()));
            }
            addEnds(memory, assertion);
            if (hasJustExpired(assertion)) {
                add(assertion, new Change.Expired(memory, assertion.assertion()));
            }
        } else if (visibility.isVisible(before, assertion)) {
            add(assertion, new Change.Withdrawn(memory, assertion.assertion()));
        }
    }

    private void add(LoggedAssertion at, Change change) {
        changes.add(new Located(at.position(), change));
    }

    private boolean hasJustExpired(LoggedAssertion assertion) {
        return visibility.isLive(after, assertion) != visibility.isLive(before, assertion)
                && visibility.isExpired(after, assertion)
                && !visibility.isExpired(before, assertion);
    }

    private void addEnds(Memory memory, LoggedAssertion assertion) {
        for (Entry by : assertion.retractions()) {
            if (visibility.retracts(after, by, assertion) && !visibility.retracts(before, by, assertion)) {
                ScopeHistory.end(view, memory, view.asShown(by).action())
                        .ifPresent(end -> changes.add(new Located(by.position(), end)));
            }
        }
    }

    private boolean isNew(Entry entry) {
        return visibility.isVisible(after, entry) && !visibility.isVisible(before, entry);
    }

    /** Returns a memory that is no longer visible, in its last visible state. */
    private Memory withdrawn(LoggedStatement logged) {
        List<Assertion> assertions = logged.assertions().stream()
                .filter(assertion -> visibility.isVisible(before, assertion))
                .map(LoggedAssertion::assertion)
                .toList();
        return view.memory(logged.id(), logged.statement(), Memory.Status.FORGOTTEN, assertions);
    }
}
