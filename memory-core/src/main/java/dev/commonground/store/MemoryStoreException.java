package dev.commonground.store;

import org.jspecify.annotations.Nullable;

/** Thrown when a store fails. The message says how to resolve the failure, and the cause is the database's exception. */
public class MemoryStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception; the message names the failure and its remedy. */
    public MemoryStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Creates an exception without a cause; the message names the failure and its remedy. */
    public MemoryStoreException(String message) {
        super(message);
    }
}
