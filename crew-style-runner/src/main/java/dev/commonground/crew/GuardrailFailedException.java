package dev.commonground.crew;

import dev.commonground.crew.internal.Counted;
import java.util.List;

/** Thrown when the guardrails refuse the answer to a task and no retry is left. No refused answer is remembered. */
public final class GuardrailFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String task;
    private final int attempts;
    private final String[] reasons;

    GuardrailFailedException(String task, String agent, int attempts, List<String> reasons) {
        super(
                "Task %s of agent %s failed after %s. The last answer was refused because: %s. Nothing of it is remembered. Build the crew with a higher maxRetries or another model, and resume the run"
                        .formatted(task, agent, Counted.of(attempts, "attempt"), String.join("; ", reasons)));
        this.task = task;
        this.attempts = attempts;
        this.reasons = reasons.toArray(String[]::new);
    }

    /** Returns the name of the task. */
    public String task() {
        return task;
    }

    /** Returns the number of refused answers. */
    public int attempts() {
        return attempts;
    }

    /** Returns the reasons why the last answer was refused. */
    public List<String> reasons() {
        return List.of(reasons);
    }
}
