package dev.commonground.internal.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of one handle one after another, in the order in which they were submitted, on threads of an executor. At
 * most one thread works for a queue at any time, because the calls of a handle take turns anyway.
 *
 * <p>Thread-safe.
 */
public final class CallQueue {

    /** A call and its result to come. It makes room for another call just before it ends, however it ends. */
    private final class Call<T> extends CompletableFuture<T> {

        private final Supplier<T> work;
        private final AtomicBoolean hasLeft = new AtomicBoolean();

        private Call(Supplier<T> work) {
            this.work = work;
        }

        /** Makes the call, unless it has ended before. */
        void make() {
            if (isDone()) {
                leave();
                return;
            }
            try {
                T result = work.get();
                leave();
                complete(result);
            } catch (Throwable failure) { // the caller is told, on whatever thread it waits
                completeExceptionally(failure);
            }
        }

        private void leave() {
            if (hasLeft.compareAndSet(false, true)) {
                forget(this);
                room.release();
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            leave();
            return super.cancel(mayInterruptIfRunning);
        }

        @Override
        public boolean completeExceptionally(Throwable failure) {
            leave();
            return super.completeExceptionally(failure);
        }
    }

    private final Executor executor;
    private final Semaphore room;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Call<?>> waiting = new ArrayDeque<>();
    private boolean working;

    /**
     * Creates a queue without calls.
     *
     * @param room the room for calls that are not finished, which other queues may share
     * @param most the size of the room when it is empty, for messages
     */
    CallQueue(Executor executor, Semaphore room, int most) {
        this.executor = executor;
        this.room = room;
        this.most = most;
    }

    /** Returns a queue whose calls run on the threads of the session's memory. */
    public static CallQueue of(Session session) {
        return session.engine().asyncThreads().queue();
    }

    /** Returns a queue with an executor and room of its own. */
    public static CallQueue of(Executor executor, int most) {
        return new CallQueue(executor, new Semaphore(most), most);
    }

    /**
     * Submits a call, and returns its result to come. If there is no room for another call, or the executor refuses it, the
     * result is a {@link RejectedExecutionException}.
     */
    public <T> CompletableFuture<T> submit(Supplier<T> work) {
        if (!room.tryAcquire()) {
            return CompletableFuture.failedFuture(new RejectedExecutionException(
                    "%,d calls are not finished yet, which is the most: wait for some of them, or allow more"
                            .formatted(most)));
        }
        Call<T> call = new Call<>(work);
        if (enqueue(call)) {
            proceed();
        }
        return call;
    }

    private boolean enqueue(Call<?> call) {
        lock.lock();
        try {
            waiting.add(call);
            boolean first = !working;
            working = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void forget(Call<?> call) {
        lock.lock();
        try {
            waiting.remove(call);
        } finally {
            lock.unlock();
        }
    }

    private void proceed() {
        try {
            executor.execute(this::makeNext);
        } catch (RejectedExecutionException refused) {
            for (Call<?> call = next(); call != null; call = next()) {
                call.completeExceptionally(refused);
            }
        }
    }

    private void makeNext() {
        Call<?> call = next();
        if (call != null) {
            call.make();
            proceed();
        }
    }

    /** Takes the next call; if there is none, the queue rests. */
    private @Nullable Call<?> next() {
        lock.lock();
        try {
            Call<?> call = waiting.poll();
            working = call != null;
            return call;
        } finally {
            lock.unlock();
        }
    }
}
