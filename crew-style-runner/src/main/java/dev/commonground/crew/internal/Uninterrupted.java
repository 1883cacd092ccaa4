package dev.commonground.crew.internal;

/** Work that an interrupt does not stop, such as a short write to a store. The thread is interrupted again afterwards. */
public final class Uninterrupted {

    private Uninterrupted() {}

    /** Runs {@code work}. */
    public static void run(Runnable work) {
        boolean interrupted = Thread.interrupted();
        try {
            work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
