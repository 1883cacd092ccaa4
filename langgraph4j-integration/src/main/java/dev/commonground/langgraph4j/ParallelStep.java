package dev.commonground.langgraph4j;

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
    private final Branches branches;
    private RunsUnderWay.StepVisit visit = RunsUnderWay.none();

    ParallelStep(NodeStart start) {
        this.start = start;
        this.branches = new Branches(start.memory(), start.scope().task(), start.collector());
    }

    /** Runs the branches, which get the cursor that they read at. */
    CompletableFuture<Map<String, Object>> run(
            BiFunction<Cursor, Branches, CompletableFuture<Map<String, Object>>> body) {
        Cursor cursor = start.cursor();
        visit = start.enter(cursor);
        return RunsUnderWay.orGiveUp(() -> body.apply(start.begin(cursor).cursor(), branches), visit::giveUp);
    }

    /** Accepts the commits of the branches, and returns the text of the cursor that sees them. */
    String join(Cursor accepted) {
        Cursor joined = start.accept(branches.writers(), accepted);
        visit.leave(joined);
        return start.text(joined);
    }
}
