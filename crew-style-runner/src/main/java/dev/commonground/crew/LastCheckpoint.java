package dev.commonground.crew;

import static org.bsc.langgraph4j.StateGraph.END;

import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.crew.check.Verdict;
import dev.commonground.crew.event.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last checkpoint of a run.
 *
 * @param next the next node of the graph; empty if there is none
 */
record LastCheckpoint(Crew crew, @Nullable SharedMemory memory, CrewState state, String next) {

    boolean finished() {
        return END.equals(next);
    }

    Crew.Progress progress() {
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

    /** Returns the answer that waits for a review; empty if none does or if a person has decided. */
    Optional<CrewResult.PendingReview> pending() {
        if (!next.startsWith(CrewGraph.REVIEW)) {
            return Optional.empty();
        }
        Assignment assignment = new Assignment(crew, task(next.substring(CrewGraph.REVIEW.length())));
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
                        state.attempts(task.name())))
                .toList();
    }

    private Verdict verdict(String text) {
        if (memory == null) {
            return new Verdict(List.of());
        }
        TaskMemory task = memory.task(state.run());
        TaskMemory whole = state.user().map(task::forUser).orElse(task);
        return Verdict.of(
                Assignment.shared(whole.agent(crew.plan().last().agent().name())), text);
    }
}
