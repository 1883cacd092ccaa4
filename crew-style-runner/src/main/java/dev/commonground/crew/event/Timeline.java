package dev.commonground.crew.event;

import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.stream.Stream;

/**
 * What happened in a run up to now, in order, also after it was resumed. What a node did before it crashed is not part
 * of it: the node did it again.
 *
 * <p>Immutable and thread-safe.
 *
 * @param events the events, in the order of tasks, attempts and steps
 */
public record Timeline(List<CrewEvent> events) {

    public Timeline {
        events = List.copyOf(events);
    }

    /** Returns the events of one sort. */
    public <E extends CrewEvent> List<E> all(Class<E> sort) {
        return of(sort).toList();
    }

    private <E extends CrewEvent> Stream<E> of(Class<E> sort) {
        return events.stream().filter(sort::isInstance).map(sort::cast);
    }

    /** Returns who wrote and who was shown which memory. */
    public Ledger ledger() {
        return Ledger.of(events);
    }

    /** Returns the tokens of all model calls, each counted once. */
    public TokenUsage usage() {
        return sum(of(CrewEvent.ModelCalled.class));
    }

    /** Returns the tokens of the model calls of one task, refused attempts included. */
    public TokenUsage usage(String task) {
        return sum(of(CrewEvent.ModelCalled.class).filter(call -> call.task().equals(task)));
    }

    private static TokenUsage sum(Stream<CrewEvent.ModelCalled> calls) {
        return calls.map(call -> new TokenUsage(call.inputTokens(), call.outputTokens()))
                .reduce(new TokenUsage(0, 0), TokenUsage::add);
    }
}
