package dev.commonground.studio;

/** There is no such task in the memory, or no memory at all. */
final class TaskNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TaskNotFoundException(String message) {
        super(message);
    }
}
