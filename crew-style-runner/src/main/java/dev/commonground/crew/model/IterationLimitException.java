package dev.commonground.crew.model;

import dev.commonground.crew.internal.Counted;

/** Thrown when an agent reaches its maximum of model calls without an answer. The run can be resumed. */
public final class IterationLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String task;
    private final int limit;

    IterationLimitException(String task, String agent, int limit) {
        super(
                "Agent %s has no answer to task %s after %s: raise its maxIterations or simplify the task or its tools, and resume the run"
                        .formatted(agent, task, Counted.of(limit, "model call")));
        this.task = task;
        this.limit = limit;
    }

    /** Returns the name of the task. */
    public String task() {
        return task;
    }

    /** Returns the maximum number of model calls. */
    public int limit() {
        return limit;
    }
}
