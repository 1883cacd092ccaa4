package dev.commonground.crew.model;

import org.jspecify.annotations.Nullable;

/** Thrown if the thread of a run is interrupted before or during a call. The thread stays interrupted. */
final class InterruptedCall extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InterruptedCall(@Nullable Throwable cause) {
        super("The thread of the run was interrupted", cause);
    }

    /** Throws if this thread is interrupted. */
    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedCall(null);
        }
    }

    /** Returns whether {@code thrown} comes from an interrupt: some clients wrap it, others leave the thread interrupted. */
    static boolean causes(Throwable thrown) {
        return thrown instanceof InterruptedCall
                || thrown instanceof InterruptedException
                || (thrown.getCause() != null && causes(thrown.getCause()));
    }
}
