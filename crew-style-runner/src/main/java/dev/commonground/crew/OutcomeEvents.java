package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.CrewEvent.Outcome;
import dev.commonground.crew.event.MemoryRef;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import java.util.Comparator;
import java.util.List;

/** Publishes the outcomes of the writes of a task. */
final class OutcomeEvents {

    private final String task;
    private final String author;
    private final int attempt;
    private final EventRecorder log;

    /** Creates a publisher for the writes of a task's agent. */
    OutcomeEvents(Task task, int attempt, EventRecorder log) {
        this(task.name(), task.agent().name(), attempt, log);
    }

    OutcomeEvents(String task, String author, int attempt, EventRecorder log) {
        this.task = task;
        this.author = author;
        this.attempt = attempt;
        this.log = log;
    }

    /** Publishes the outcomes of the writes that were held back, those of shared memories first. */
    void tellAll(List<WriteOutcome> outcomes) {
        outcomes.stream()
                .filter(outcome -> !(outcome instanceof WriteOutcome.Quarantined))
                .sorted(Comparator.comparing(outcome -> outcome.memory().scope() instanceof Scope.Agent))
                .forEach(this::tell);
    }

    void tell(WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Quarantined) {
            return; // nobody but a reviewer may see it
        }
        if (outcome instanceof WriteOutcome.InConflict conflict) {
            tell(outcome, Outcome.IN_CONFLICT, conflict.others());
        } else if (outcome instanceof WriteOutcome.Superseded superseded) {
            tell(outcome, Outcome.SUPERSEDED, superseded.previous());
        } else if (outcome instanceof WriteOutcome.AlreadyKnown) {
            tell(outcome, Outcome.ALREADY_KNOWN, List.of());
        } else if (outcome instanceof WriteOutcome.Forgotten) {
            tell(outcome, Outcome.FORGOTTEN, List.of());
        } else {
            tell(outcome, Outcome.ADDED, List.of());
        }
    }

    private void tell(WriteOutcome outcome, Outcome sort, List<Memory> others) {
        log.tell(at -> new CrewEvent.Remembered(
                at,
                task,
                author,
                attempt,
                MemoryRef.to(outcome.memory()),
                sort,
                others.stream().sorted(Memory.BY_KIND).map(MemoryRef::to).toList()));
    }
}
