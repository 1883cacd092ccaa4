package dev.commonground;

import dev.commonground.log.Cursor;
import dev.commonground.log.MemoryStore;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a subscriber of what happens in a memory until it is closed.
 *
 * <p>Thread-safe.
 */
public final class Subscription implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 1_000;

    private final SessionReader reader;
    private final Consumer<Changes> subscriber;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean expected = new AtomicBoolean();
    private final MemoryStore.Watch watch;
    private Cursor reached;

    private Subscription(Session session, SessionReader reader, Cursor since, Consumer<Changes> subscriber) {
        this.reader = reader;
        this.subscriber = subscriber;
        this.reached = since;
        this.thread = Executors.newSingleThreadScheduledExecutor(Subscription::daemon);
        this.watch = session.engine().store().watch(() -> look(0));
    }

    static Subscription begin(Session session, SessionReader reader, Cursor since, Consumer<Changes> subscriber) {
        if (session.writes() != Session.Writes.AT_ONCE) {
            throw new IllegalStateException(
                    "Nothing new is seen here, as of a moment: subscribe through a handle outside of graphs and asOf(...)");
        }
        Subscription subscription = new Subscription(session, reader, since, subscriber);
        subscription.look(0);
        return subscription;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "commonground-subscription");
        thread.setDaemon(true);
        return thread;
    }

    private void look(long delayMillis) {
        if (expected.compareAndSet(false, true)) {
            try {
                var unused = thread.schedule(this::tell, delayMillis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closed) {
                LOG.debug("A hint came after the subscription was closed", closed);
            }
        }
    }

    /** What the subscriber fails on, it is told again a little later. */
    private void tell() {
        expected.set(false);
        try {
            Changes changes = reader.changes(reached);
            if (!changes.changes().isEmpty()) {
                subscriber.accept(changes);
            }
            reached = changes.next();
        } catch (RuntimeException e) {
            LOG.warn("Changes could not be told and are told again: see the cause", e);
            look(PAUSE_AFTER_FAILURE_MILLIS);
        }
    }

    /** Ends the subscription; a call to the subscriber that is under way is interrupted. */
    @Override
    public void close() {
        watch.close();
        thread.shutdownNow();
    }
}
