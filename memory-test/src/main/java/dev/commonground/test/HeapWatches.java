package dev.commonground.test;

import dev.commonground.store.MemoryStore.Watch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The watches of one handle, which are called on a thread of their own. Thread-safe. */
final class HeapWatches {

    private final HeapData data;
    private @Nullable ExecutorService thread;
    private boolean closed;

    HeapWatches(HeapData data) {
        this.data = data;
    }

    Watch add(Runnable hint) {
        AtomicBoolean due = new AtomicBoolean();
        AtomicBoolean open = new AtomicBoolean(true);
        Runnable told = () -> {
            if (due.compareAndSet(false, true)) {
                execute(() -> {
                    due.set(false);
                    if (open.get()) {
                        hint.run();
                    }
                });
            }
        };
        data.addHint(told);
        return () -> {
            open.set(false);
            data.removeHint(told);
        };
    }

    private synchronized void execute(Runnable call) {
        if (closed) {
            return;
        }
        ExecutorService running = thread;
        if (running == null) {
            running = Executors.newSingleThreadExecutor(work -> {
                Thread created = new Thread(work, "in-memory-store-watch");
                created.setDaemon(true);
                return created;
            });
            thread = running;
        }
        running.execute(call);
    }

    synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
