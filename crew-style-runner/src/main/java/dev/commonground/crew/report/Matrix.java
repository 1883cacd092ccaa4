package dev.commonground.crew.report;

import dev.commonground.crew.event.Ledger;
import dev.commonground.crew.event.Timeline;
import java.util.List;

/** The memories that each agent wrote and read. */
record Matrix(List<String> agents, List<MemoryRow> rows) {

    /** One memory. The marks are in the order of the agents: W, R, WR or empty. */
    record MemoryRow(String name, String kind, String label, List<String> marks) {}

    static Matrix of(Timeline timeline, MemoryNames names) {
        Ledger ledger = timeline.ledger();
        return new Matrix(
                ledger.agents(),
                ledger.entries().stream()
                        .map(entry -> new MemoryRow(
                                names.of(entry.memory()),
                                entry.memory().kind().name(),
                                entry.memory().label(),
                                ledger.agents().stream().map(entry::mark).toList()))
                        .toList());
    }
}
