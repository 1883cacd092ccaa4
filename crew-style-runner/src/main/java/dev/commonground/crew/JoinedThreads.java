package dev.commonground.crew;

import java.util.ArrayList;
import java.util.List;

/**
 * Threads whose starter waits for all of them. An interrupt of the starter reaches them, and the starter stays interrupted.
 * Not thread-safe.
 */
final class JoinedThreads {

    private final String name;
    private final List<Thread> threads = new ArrayList<>();

    JoinedThreads(String name) {
        this.name = name;
    }

    /** Starts a thread, and returns the number of threads since the last join. */
    int start(Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return threads.size();
    }

    /** Waits for the end of all threads. */
    void join() {
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= join(thread);
        }
        threads.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end of a thread, and returns whether there was an interrupt. */
    private boolean join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
                threads.forEach(Thread::interrupt);
            }
        }
    }
}
