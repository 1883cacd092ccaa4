package dev.commonground.crew.model;

/** An agent called its model as often as it may and still had no answer. The run can be resumed. */
public final class IterationLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String task;
    private final int limit;

    IterationLimitException(String task, String agent, int limit) {
        super(
                "Agent %s made %d model calls for task %s, each asking for tools and none with an answer: raise its maxIterations, or make the task or its tools simpler, and resume the run"
                        .formatted(agent, limit, task));
        this.task = task;
        this.limit = limit;
    }

    /** Returns the task's name. */
    public String task() {
        return task;
    }

    /** Returns how many calls it may make. */
    public int limit() {
        return limit;
    }
}
