package dev.commonground;

import dev.commonground.log.Entry;
import dev.commonground.log.ScopeLog;
import dev.commonground.log.Sight;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Change;
import dev.commonground.memory.Memory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What one sight of a scope takes in and an earlier one did not. */
final class ScopeChanges {

    private final ScopeView view;
    private final ScopeLog log;
    private final Sight before;
    private final Sight after;
    private final List<Placed> changes = new ArrayList<>();

    /** A change and where it stands in the log. */
    private record Placed(long position, Change change) {}

    /**
     * Compares two sights.
     *
     * @param view the scope as {@code after} sees it
     */
    ScopeChanges(ScopeView view, ScopeLog log, Sight before, Sight after) {
        this.view = view;
        this.log = log;
        this.before = before;
        this.after = after;
    }

    List<Change> list() {
        log.statements().forEach(this::add);
        log.erasures().forEach((id, entry) -> {
            if (isNew(entry) && entry.action() instanceof Entry.Erase erase) {
                changes.add(new Placed(entry.position(), new Change.Erased(id, erase.author(), erase.at())));
            }
        });
        return changes.stream()
                .sorted(Comparator.comparingLong(Placed::position)
                        .thenComparing(placed -> !(placed.change instanceof Change.Asserted)))
                .map(Placed::change)
                .distinct()
                .toList();
    }

    private void add(ScopeLog.Told told) {
        if (told.said().stream().noneMatch(said -> log.sees(before, said) || log.sees(after, said))) {
            return;
        }
        Memory memory = view.find(told.id()).orElseGet(() -> withdrawn(told));
        for (ScopeLog.Said said : told.said()) {
            boolean seen = log.sees(before, said);
            if (log.sees(after, said)) {
                if (!seen) {
                    changes.add(new Placed(said.position(), new Change.Asserted(memory, said.assertion())));
                }
                addEnds(memory, said);
                if (log.counts(after, said) != log.counts(before, said)
                        && ScopeLog.expired(after, said)
                        && !ScopeLog.expired(before, said)) {
                    changes.add(new Placed(said.position(), new Change.Expired(memory, said.assertion())));
                }
            } else if (seen) {
                changes.add(new Placed(said.position(), new Change.Withdrawn(memory, said.assertion())));
            }
        }
        told.noted().stream()
                .filter(noted -> log.sees(after, noted) && !log.sees(before, noted))
                .forEach(noted ->
                        changes.add(new Placed(noted.position(), ScopeView.annotated(memory, noted.annotation()))));
    }

    private void addEnds(Memory memory, ScopeLog.Said said) {
        for (Entry by : said.retractedBy()) {
            if (isNew(by)) {
                List<Change> ends = new ArrayList<>();
                view.addEnd(ends, memory, by.action());
                ends.forEach(end -> changes.add(new Placed(by.position(), end)));
            }
        }
    }

    private boolean isNew(Entry entry) {
        return log.sees(after, entry) && !log.sees(before, entry);
    }

    /** Returns a memory that is seen no more, as it stood. */
    private Memory withdrawn(ScopeLog.Told told) {
        List<Assertion> assertions = told.said().stream()
                .filter(said -> log.sees(before, said))
                .map(ScopeLog.Said::assertion)
                .toList();
        return view.memory(told.id(), told.statement(), Memory.Status.FORGOTTEN, assertions);
    }
}
