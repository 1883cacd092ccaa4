package dev.commonground.langgraph4j;

import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.memory.Cursor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * One run of a parallel step. All branches read at the same cursor. Their join makes their commits visible to every
 * reader; a branch never does.
 */
final class ParallelStep {

    private final NodeStart start;
    private final Observation observation;
    private final Branches branches;
    private RunsUnderWay.StepVisit visit = RunsUnderWay.none();

    ParallelStep(NodeStart start) {
        this.start = start;
        this.observation = start.observe();
        this.branches = new Branches(start.memory(), start.scope().task(), start.collector(), observation);
    }

    /** Runs the branches, which get the cursor that they read at. */
    CompletableFuture<Map<String, Object>> run(
            BiFunction<Cursor, Branches, CompletableFuture<Map<String, Object>>> body) {
        return RunsUnderWay.orGiveUp(
                () -> {
                    Cursor cursor = start.cursor();
                    visit = start.enter(cursor);
                    return body.apply(start.begin(cursor, observation).cursor(), branches);
                },
                this::giveUp);
    }

    private void giveUp(Throwable failure) {
        visit.giveUp();
        observation.end(failure);
    }

    /** Accepts the commits of the branches, and returns the text of the cursor that sees them. */
    String join(Cursor accepted) {
        Cursor joined = start.accept(branches.writers(), accepted, observation);
        visit.leave(joined);
        observation.end(null);
        return start.text(joined);
    }
}
