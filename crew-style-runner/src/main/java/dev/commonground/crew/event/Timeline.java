package dev.commonground.crew.event;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.stream.Stream;

/**
 * The events of a run so far, in their order, across stops and resumes. The events of a crashed graph node occur once,
 * because the node ran again.
 *
 * <p>Immutable and thread-safe.
 *
 * @param events the events, in the order of tasks, attempts and steps
 */
public record Timeline(List<CrewEvent> events) {

    public Timeline {
        events = List.copyOf(requireNonNull(events, "events"));
    }

    /** Returns the events of the type {@code sort}. */
    public <E extends CrewEvent> List<E> all(Class<E> sort) {
        return of(requireNonNull(sort, "sort")).toList();
    }

    private <E extends CrewEvent> Stream<E> of(Class<E> sort) {
        return events.stream().filter(sort::isInstance).map(sort::cast);
    }

    /** Returns which agents wrote and read which memory. */
    public Ledger ledger() {
        return Ledger.of(events);
    }

    /** Returns the tokens of all model calls. */
    public TokenUsage usage() {
        return sum(of(CrewEvent.ModelCalled.class));
    }

    /** Returns the tokens of the model calls of one task, including refused attempts. */
    public TokenUsage usage(String task) {
        requireNonNull(task, "task");
        return sum(of(CrewEvent.ModelCalled.class).filter(call -> call.task().equals(task)));
    }

    private static TokenUsage sum(Stream<CrewEvent.ModelCalled> calls) {
        return calls.map(call -> new TokenUsage(call.inputTokens(), call.outputTokens()))
                .reduce(new TokenUsage(0, 0), TokenUsage::add);
    }
}
