package dev.commonground.memory;

/** The state of a task. */
public enum TaskState {
    /** The task has no memory: nothing was written yet, or it was deleted. */
    ABSENT,
    /** The task's memory can be read and written. */
    OPEN,
    /** The task's memory can be read, but not written until the task is reopened. */
    ARCHIVED
}
