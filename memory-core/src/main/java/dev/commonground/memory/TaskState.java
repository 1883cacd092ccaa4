package dev.commonground.memory;

/** Where a task is in its life. */
public enum TaskState {
    /** Nothing is kept under its id: nobody wrote to it yet, or it was deleted. */
    ABSENT,
    /** Its memory is read and written. */
    OPEN,
    /** Its memory can still be read, but not written until it is reopened. */
    ARCHIVED
}
