package dev.commonground.internal.session;

import dev.commonground.memory.Changes;
import dev.commonground.memory.Cursor;
import dev.commonground.store.MemoryStore;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the changes of a session's scopes to a subscriber, on a thread of its own, until it or the memory is closed.
 *
 * <p>Thread-safe.
 */
public final class ChangeFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 1_000;

    private final SessionReader reader;
    private final Consumer<Changes> subscriber;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ChangeFeeds feeds;
    private final MemoryStore.Watch watch;
    private volatile boolean ended;
    private Cursor reached;

    private ChangeFeed(Session session, Cursor since, Consumer<Changes> subscriber) {
        this.reader = new SessionReader(session);
        this.subscriber = subscriber;
        this.reached = since;
        this.thread = Executors.newSingleThreadScheduledExecutor(ChangeFeed::daemon);
        this.feeds = session.feeds();
        feeds.add(this);
        this.watch = session.store().watch(() -> schedule(0));
    }

    /**
     * Starts to deliver the changes after {@code since}.
     *
     * @throws IllegalStateException if the session sees a fixed moment, or the memory is closed
     */
    public static ChangeFeed start(Session session, Cursor since, Consumer<Changes> subscriber) {
        if (session.mode() != WriteMode.IMMEDIATE) {
            throw new IllegalStateException(
                    "This handle sees a fixed moment, in which nothing changes: subscribe through a handle outside of graphs and asOf(...)");
        }
        ChangeFeed feed = new ChangeFeed(session, since, subscriber);
        feed.schedule(0);
        return feed;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "commonground-subscription");
        thread.setDaemon(true);
        return thread;
    }

    private void schedule(long delayMillis) {
        if (scheduled.compareAndSet(false, true)) {
            try {
                var unused = thread.schedule(this::deliver, delayMillis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closed) {
                LOG.debug("A signal arrived after the subscription was closed", closed);
            }
        }
    }

    /** A delivery that throws is repeated after a pause. */
    private void deliver() {
        scheduled.set(false);
        try {
            Changes changes = reader.changes(reached);
            if (!changes.changes().isEmpty()) {
                subscriber.accept(changes);
            }
            reached = changes.next();
        } catch (RuntimeException e) {
            if (ended) {
                return;
            }
            LOG.warn("Changes could not be delivered and will be delivered again: see the cause", e);
            schedule(PAUSE_AFTER_FAILURE_MILLIS);
        }
    }

    /** Ends the feed; interrupts a call to the subscriber that is in progress. */
    @Override
    public void close() {
        ended = true;
        feeds.remove(this);
        watch.close();
        thread.shutdownNow();
    }
}
