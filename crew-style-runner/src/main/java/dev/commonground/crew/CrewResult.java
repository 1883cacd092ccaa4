package dev.commonground.crew;

import static java.util.Objects.requireNonNull;

import dev.commonground.crew.check.Verdict;
import dev.commonground.crew.event.Ledger;
import dev.commonground.crew.event.Timeline;
import dev.commonground.crew.report.RunReport;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * <p>Immutable and thread-safe.
 *
 * @param run the run's id
 * @param outputs what came of each task that was done, in order
 * @param review the answer that a person is to look at before the run goes on, or null if it is finished
 * @param verdict the last task's answer against what the team knew when the result was made; empty without memory
 * @param timeline what happened, also before the run was resumed
 * @param resumed whether this result is that of a resumed run
 */
public record CrewResult(
        String run,
        List<TaskOutput> outputs,
        @Nullable PendingReview review,
        Verdict verdict,
        Timeline timeline,
        boolean resumed) {

    /**
     * An answer that a person is to look at: {@link Crew#approve} or {@link Crew#refuse} goes on.
     *
     * @param task the task's name
     * @param agent who answered
     * @param attempt 1 for the first answer
     * @param text the answer
     */
    public record PendingReview(String task, String agent, int attempt, String text) {}

    public CrewResult {
        requireNonNull(run, "run");
        requireNonNull(verdict, "verdict");
        requireNonNull(timeline, "timeline");
        outputs = List.copyOf(outputs);
    }

    /** Returns the answer of the last task that was done; empty if none was. */
    public String text() {
        return outputs.isEmpty() ? "" : outputs.get(outputs.size() - 1).text();
    }

    /** Returns what happened as a page for people. */
    public RunReport report() {
        return RunReport.of(timeline);
    }

    /**
     * Returns what came of the task called {@code task}.
     *
     * @throws IllegalArgumentException if the crew has no such task
     */
    public TaskOutput output(String task) {
        return outputs.stream()
                .filter(output -> output.task().equals(task))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Run %s has no task %s, but %s"
                        .formatted(
                                run,
                                task,
                                outputs.stream().map(TaskOutput::task).toList())));
    }

    /** Returns how many answers all tasks took together. */
    public int attempts() {
        return outputs.stream().mapToInt(TaskOutput::attempts).sum();
    }

    /** Returns who wrote and who was shown which memory. */
    public Ledger ledger() {
        return timeline.ledger();
    }

    /** Returns the tokens of all model calls, each counted once; those of a call that a crash undid are not known. */
    public TokenUsage usage() {
        return timeline.usage();
    }
}
