package dev.commonground.crew;

import static org.bsc.langgraph4j.StateGraph.END;

import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.crew.check.Verdict;
import dev.commonground.crew.event.Timeline;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands by its last checkpoint.
 *
 * @param next the graph's node that comes next; empty if none does
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

    /** Returns why no run of that id can begin. */
    String begun() {
        String run = state.run();
        return finished()
                ? "Run %s is finished: resume(\"%s\") returns its result again; for a new run pass another id"
                        .formatted(run, run)
                : "Run %s has begun and stands before %s: go on with resume(\"%s\"), or pass another id for a new run"
                        .formatted(run, next, run);
    }

    Task task(String name) {
        return crew.plan().all().stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the answer that the run waits with for a person, if it does and nobody has decided yet. */
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
        List<TaskOutput> outputs = crew.tasks().stream()
                .filter(task -> state.outputs().containsKey(task.name()))
                .map(task -> new TaskOutput(
                        task.name(),
                        task.agent().name(),
                        state.outputs().getOrDefault(task.name(), ""),
                        state.attempts(task.name())))
                .toList();
        return new CrewResult(
                state.run(),
                outputs,
                pending().orElse(null),
                verdict(crew.result(state)),
                new Timeline(state.events()),
                resumed);
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
