package dev.commonground.crew;

import java.util.List;

/** A task's answer was refused, and so was the answer to its last retry. Nothing of the refused answers is remembered. */
public final class GuardrailFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String task;
    private final int attempts;
    private final String[] reasons;

    GuardrailFailedException(String task, String agent, int attempts, List<String> reasons) {
        super(
                "Task %s of agent %s was refused %d times, the last time because: %s. Nothing of it is remembered; to go on, build the crew with more maxRetries or another model and resume the run"
                        .formatted(task, agent, attempts, String.join("; ", reasons)));
        this.task = task;
        this.attempts = attempts;
        this.reasons = reasons.toArray(String[]::new);
    }

    /** Returns the task's name. */
    public String task() {
        return task;
    }

    /** Returns how many answers were refused. */
    public int attempts() {
        return attempts;
    }

    /** Returns why the last one was. */
    public List<String> reasons() {
        return List.of(reasons);
    }
}
