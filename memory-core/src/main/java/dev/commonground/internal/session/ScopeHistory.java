package dev.commonground.internal.session;

import dev.commonground.internal.log.LoggedAnnotation;
import dev.commonground.internal.log.LoggedAssertion;
import dev.commonground.internal.log.LoggedStatement;
import dev.commonground.internal.log.Revocations;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.memory.Change;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.store.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The history of one view: what happened to a memory, and which entries of the log are visible. */
final class ScopeHistory {

    private static final Comparator<Change> BY_TIME = Comparator.comparing(Change::at)
            .thenComparing(change -> !(change instanceof Change.Asserted))
            .thenComparing(Change::author);

    private final ScopeView view;
    private final ScopeLog log;
    private final Snapshot snapshot;
    private final PendingWrites pending;

    ScopeHistory(ScopeView view, ScopeLog log, Snapshot snapshot, PendingWrites pending) {
        this.view = view;
        this.log = log;
        this.snapshot = snapshot;
        this.pending = pending;
    }

    /** Returns what happened to {@code id}, oldest first. */
    List<Change> of(MemoryId id) {
        List<Change> changes = new ArrayList<>();
        view.find(id).ifPresent(memory -> {
            addLogged(memory, changes);
            pending.assertions(id).forEach(one -> changes.add(new Change.Asserted(memory, one.assertion())));
            view.annotations(id).forEach(one -> changes.add(annotated(memory, one.annotation())));
        });
        erasure(id).ifPresent(changes::add);
        log.revocations().events().stream()
                .filter(event -> log.visibility().isVisible(snapshot, event.entry()))
                .forEach(event -> addRevocation(id, event, changes));
        return changes.stream().distinct().sorted(BY_TIME).toList();
    }

    private void addLogged(Memory memory, List<Change> changes) {
        LoggedStatement logged = log.find(memory.id());
        if (logged == null) {
            return;
        }
        for (LoggedAssertion assertion : logged.assertions()) {
            if (log.visibility().isVisible(snapshot, assertion)) {
                changes.add(new Change.Asserted(memory, assertion.assertion()));
                view.endsOf(assertion).forEach(end -> end(view, memory, end).ifPresent(changes::add));
            }
        }
    }

    private static void addRevocation(MemoryId id, Revocations.Event event, List<Change> changes) {
        if (event.hidden().contains(id)) {
            changes.add(new Change.Revoked(id, event.author(), event.at()));
        }
        if (event.revived().contains(id)) {
            changes.add(new Change.Restored(id, event.author(), event.at()));
        }
    }

    private Optional<Change> erasure(MemoryId id) {
        Entry entry = log.erasures().get(id);
        return entry != null
                        && log.visibility().isVisible(snapshot, entry)
                        && entry.action() instanceof Entry.Erase erase
                ? Optional.of(new Change.Erased(id, erase.author(), erase.at()))
                : Optional.empty();
    }

    static Change annotated(Memory memory, Entry.Annotate annotation) {
        return new Change.Annotated(memory, annotation.metadata(), annotation.author(), annotation.at());
    }

    /** Returns the change that an action makes to a memory by retracting it; empty for an assertion of the same memory. */
    static Optional<Change> end(ScopeView view, Memory memory, Entry.Action end) {
        if (end instanceof Entry.Forget forget) {
            return Optional.of(new Change.Forgotten(memory, forget.author(), forget.at(), forget.reason()));
        }
        if (end instanceof Entry.Erased erased) {
            return Optional.of(new Change.Forgotten(memory, erased.author(), erased.at()));
        }
        if (end instanceof Entry.Assert by && !by.id().equals(memory.id())) {
            Memory successor = view.find(by.id())
                    .orElseGet(() ->
                            view.memory(by.id(), by.statement(), Memory.Status.SUPERSEDED, List.of(by.assertion())));
            return Optional.of(new Change.Superseded(
                    memory, successor, by.assertion().author(), by.assertion().at()));
        }
        return Optional.empty();
    }

    /** Returns the visible entries in the order of the log, without tips and pending writes. */
    Collection<Entry> entries() {
        SortedMap<Long, Entry> entries = new TreeMap<>();
        for (LoggedStatement logged : log.statements()) {
            for (LoggedAssertion assertion : logged.assertions()) {
                if (log.visibility().isVisible(snapshot, assertion)) {
                    entries.put(assertion.position(), assertion.entry());
                    assertion.retractions().stream()
                            .filter(by -> log.visibility().retracts(snapshot, by, assertion))
                            .forEach(by -> entries.putIfAbsent(by.position(), view.asShown(by)));
                }
            }
            for (LoggedAnnotation annotation : logged.annotations()) {
                if (log.visibility().isVisible(snapshot, annotation)) {
                    entries.put(annotation.position(), annotation.entry());
                }
            }
        }
        return entries.values();
    }
}
