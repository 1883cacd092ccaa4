package dev.commonground.internal.audit;

import dev.commonground.audit.Listing.RunSummary;
import dev.commonground.internal.log.LoggedAssertion;
import dev.commonground.internal.log.LoggedStatement;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts what each run of a graph wrote to the scopes of a task. */
final class RunTally {

    private final Map<String, RunCount> runs = new TreeMap<>();

    /** One run. */
    private static final class RunCount {
        private final Set<Author> authors = new TreeSet<>();
        private final Set<String> nodes = new TreeSet<>();
        private final Map<Kind, Integer> live = new EnumMap<>(Kind.class);
        private @Nullable String thread;
        private int assertions;
        private int accepted;
        private Instant begun = Instant.MAX;
        private Instant last = Instant.MIN;

        private void add(Assertion assertion) {
            assertions++;
            authors.add(assertion.author());
            thread = assertion.thread() == null ? thread : assertion.thread();
            if (assertion.node() != null) {
                nodes.add(assertion.node());
            }
            begun = assertion.at().isBefore(begun) ? assertion.at() : begun;
            last = assertion.at().isAfter(last) ? assertion.at() : last;
        }

        private RunSummary summary(String id) {
            return new RunSummary(
                    id, thread, List.copyOf(authors), List.copyOf(nodes), live, assertions, accepted, begun, last);
        }
    }

    void add(ScopeLog log, Snapshot now) {
        for (LoggedStatement logged : log.statements()) {
            Set<String> counted = new HashSet<>();
            for (LoggedAssertion assertion : logged.assertions()) {
                String id = assertion.run();
                if (id != null) {
                    RunCount run = runs.computeIfAbsent(id, r -> new RunCount());
                    run.add(assertion.assertion());
                    run.accepted += log.visibility().isVisible(now, assertion) ? 1 : 0;
                    if (log.visibility().isLive(now, assertion) && counted.add(id)) {
                        run.live.merge(logged.statement().kind(), 1, Integer::sum);
                    }
                }
            }
        }
    }

    List<RunSummary> summaries() {
        return runs.entrySet().stream()
                .map(run -> run.getValue().summary(run.getKey()))
                .toList();
    }
}
