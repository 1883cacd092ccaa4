package dev.commonground.crew.report;

import dev.commonground.crew.event.Ledger;
import dev.commonground.crew.event.Timeline;
import java.util.List;

/** Who wrote and who was shown which memory. */
record Matrix(List<String> agents, List<Row> rows) {

    /** One memory; the marks are in the order of the agents: W, R, WR or nothing. */
    record Row(String name, String kind, String label, List<String> marks) {}

    static Matrix of(Timeline timeline, Names names) {
        Ledger ledger = timeline.ledger();
        return new Matrix(
                ledger.agents(),
                ledger.entries().stream()
                        .map(entry -> new Row(
                                names.of(entry.memory()),
                                entry.memory().kind().name(),
                                entry.memory().label(),
                                ledger.agents().stream().map(entry::mark).toList()))
                        .toList());
    }
}
