package dev.commonground.internal.session;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one memory for asynchronous calls: platform threads, so that a virtual thread that waits for a call is never
 * pinned. They begin with the first call and end when there is nothing to do.
 *
 * <p>Thread-safe.
 */
final class AsyncThreads implements Executor, AutoCloseable {

    /** The most calls of all handles that are not finished. */
    static final int MOST_CALLS = 1_024;

    private static final int LEAST_THREADS = 2;
    private static final long IDLE_SECONDS = 10;

    private final Semaphore room = new Semaphore(MOST_CALLS);
    private final AtomicInteger created = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ThreadPoolExecutor pool;
    private boolean closed;

    /** Returns a queue for the calls of one handle. */
    CallQueue queue() {
        return new CallQueue(this, room, MOST_CALLS);
    }

    @Override
    public void execute(Runnable call) {
        pool().execute(call);
    }

    private ThreadPoolExecutor pool() {
        lock.lock();
        try {
            if (closed) {
                throw new RejectedExecutionException("The memory is closed: open it again for further calls");
            }
            ThreadPoolExecutor running = pool;
            if (running == null) {
                running = newPool();
                pool = running;
            }
            return running;
        } finally {
            lock.unlock();
        }
    }

    private ThreadPoolExecutor newPool() {
        int threads = Math.max(LEAST_THREADS, Runtime.getRuntime().availableProcessors());
        ThreadPoolExecutor fresh = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "memory-async-" + created.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        fresh.allowCoreThreadTimeOut(true);
        return fresh;
    }

    /** Ends the calls that have not begun: their queues are refused further threads. A call that has begun ends by itself. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (pool != null) {
                pool.shutdown();
            }
        } finally {
            lock.unlock();
        }
    }
}
