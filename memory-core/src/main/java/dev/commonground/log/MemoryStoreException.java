package dev.commonground.log;

/** The store failed: the message says what to look at, the cause what the engine said. */
public class MemoryStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception that says what failed and how to mend it. */
    public MemoryStoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Creates an exception that says what failed and how to mend it. */
    public MemoryStoreException(String message) {
        super(message);
    }
}
