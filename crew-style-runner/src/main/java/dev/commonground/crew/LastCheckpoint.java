package dev.commonground.crew;

import static org.bsc.langgraph4j.StateGraph.END;

import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.crew.check.Verdict;
import dev.commonground.crew.event.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bsc.langgraph4j.RunnableConfig;
import org.jspecify.annotations.Nullable;

/**
 * The last checkpoint of a run.
 *
 * @param next the next node of the graph; empty if there is none
 * @param config the config with which it was read
 */
record LastCheckpoint(Crew crew, @Nullable SharedMemory memory, CrewState state, String next, RunnableConfig config) {

    /**
     * Requires that the run was started by this crew, with the same tasks, agents and order.
     *
     * @throws IllegalArgumentException naming what differs
     */
    void requireSameCrew() {
        String run = state.run();
        if (!state.crew().equals(crew.name())) {
            throw other("Run %s belongs to crew \"%s\", not to crew \"%s\"".formatted(run, state.crew(), crew.name()));
        }
        List<String> shape = crew.plan().shape();
        if (!state.tasks().equals(shape)) {
            throw other(
                    "Run %s has the tasks %s, but crew %s has %s".formatted(run, state.tasks(), crew.name(), shape));
        }
        if (next.startsWith(CrewGraph.REVIEW) && reviewed().review() == Task.HumanReview.NONE) {
            throw other("Run %s waits for a review of the answer to %s, but crew %s has no review of it"
                    .formatted(run, reviewed().name(), crew.name()));
        }
    }

    /**
     * Requires that this crew can continue the run.
     *
     * @throws IllegalArgumentException if it is another crew, or if a text asks for an input that the run does not have
     */
    void requireContinuable() {
        requireSameCrew();
        if (!finished()) {
            Placeholders.requireFilled(crew.tasks(), state.inputs());
        }
    }

    private static IllegalArgumentException other(String difference) {
        return new IllegalArgumentException(difference + ": continue the run with the crew that started it");
    }

    boolean finished() {
        return END.equals(next);
    }

    Crew.Progress progress() {
        requireSameCrew();
        if (finished()) {
            return Crew.Progress.FINISHED;
        }
        return pending().isPresent() ? Crew.Progress.AWAITING_REVIEW : Crew.Progress.UNFINISHED;
    }

    /** Returns why no other run with this id can start. */
    String begun() {
        String run = state.run();
        return finished()
                ? "Run %s is finished: get its result with resume(\"%s\"), or pass another id for a new run"
                        .formatted(run, run)
                : "Run %s already exists and stopped before %s: continue it with resume(\"%s\"), or pass another id for a new run"
                        .formatted(run, next, run);
    }

    Task task(String name) {
        return crew.plan().all().stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Task reviewed() {
        return task(next.substring(CrewGraph.REVIEW.length()));
    }

    /** Returns the answer that waits for a review; empty if none does or if a person has decided. */
    Optional<CrewResult.PendingReview> pending() {
        if (!next.startsWith(CrewGraph.REVIEW)) {
            return Optional.empty();
        }
        Assignment assignment = new Assignment(crew, reviewed());
        String attempt = assignment.attemptKey(state);
        return state.review(attempt).isPresent()
                ? Optional.empty()
                : Optional.of(new CrewResult.PendingReview(
                        assignment.name(), assignment.agent(), assignment.attempt(state), state.answer(attempt)));
    }

    CrewResult result(boolean resumed) {
        return new CrewResult(
                state.run(),
                outputs(),
                pending().orElse(null),
                verdict(crew.result(state)),
                new Timeline(state.events()),
                resumed);
    }

    private List<TaskOutput> outputs() {
        Map<String, String> texts = state.outputs();
        return crew.tasks().stream()
                .filter(task -> texts.containsKey(task.name()))
                .map(task -> new TaskOutput(
                        task.name(),
                        task.agent().name(),
                        texts.getOrDefault(task.name(), ""),
                        state.attempts(task.name()),
                        replacedBy(task.name())))
                .toList();
    }

    private @Nullable String replacedBy(String task) {
        return state.newestJob(task)
                .flatMap(job -> state.replacedBy(CrewState.attempt(job, state.attempt(job))))
                .orElse(null);
    }

    private Verdict verdict(String text) {
        if (memory == null) {
            return new Verdict(List.of());
        }
        TaskMemory task = memory.task(state.run());
        TaskMemory whole = state.user().map(task::forUser).orElse(task);
        return Verdict.of(
                Assignment.binding(whole.agent(crew.plan().last().agent().name())), text);
    }
}
