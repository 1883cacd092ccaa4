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
 * The result of a run.
 *
 * <p>Immutable and thread-safe.
 *
 * @param run the id of the run
 * @param outputs the outputs of the tasks that are done, in their order
 * @param review the answer that waits for a review, or null if the run is finished
 * @param verdict the check of the last answer against the constraints of the team; empty without a memory
 * @param timeline the events, including those before the run was resumed
 * @param resumed whether the run was resumed
 */
public record CrewResult(
        String run,
        List<TaskOutput> outputs,
        @Nullable PendingReview review,
        Verdict verdict,
        Timeline timeline,
        boolean resumed) {

    /**
     * An answer that waits for a review: {@link Crew#approve} or {@link Crew#refuse} continues the run.
     *
     * @param task the name of the task
     * @param agent the name of the agent
     * @param attempt 1 for the first answer
     * @param text the answer
     */
    public record PendingReview(String task, String agent, int attempt, String text) {
        public PendingReview {
            requireNonNull(task, "task");
            requireNonNull(agent, "agent");
            requireNonNull(text, "text");
        }
    }

    public CrewResult {
        requireNonNull(run, "run");
        requireNonNull(verdict, "verdict");
        requireNonNull(timeline, "timeline");
        outputs = List.copyOf(requireNonNull(outputs, "outputs"));
    }

    /** Returns the answer of the last task that is done; empty if there is none. */
    public String text() {
        return outputs.isEmpty() ? "" : outputs.get(outputs.size() - 1).text();
    }

    /** Returns the report of the run. */
    public RunReport report() {
        return RunReport.of(timeline);
    }

    /**
     * Returns the output of the task called {@code task}.
     *
     * @throws IllegalArgumentException if no such task is done
     */
    public TaskOutput output(String task) {
        requireNonNull(task, "task");
        return outputs.stream()
                .filter(output -> output.task().equals(task))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Run %s has no output of a task %s: its tasks with an output are %s"
                                .formatted(
                                        run,
                                        task,
                                        outputs.stream().map(TaskOutput::task).toList())));
    }

    /** Returns the number of answers, accepted and refused, of all tasks. */
    public int attempts() {
        return outputs.stream().mapToInt(TaskOutput::attempts).sum();
    }

    /** Returns which agents wrote and read which memory. */
    public Ledger ledger() {
        return timeline.ledger();
    }

    /** Returns the tokens of all model calls. A call that a crash interrupted is not counted. */
    public TokenUsage usage() {
        return timeline.usage();
    }
}
