package dev.commonground.internal.session;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The feeds of one memory, which end with it.
 *
 * <p>Thread-safe.
 */
final class ChangeFeeds implements AutoCloseable {

    private final Set<ChangeFeed> open = new HashSet<>();
    private boolean closed;

    /**
     * Adds a feed before it starts.
     *
     * @throws IllegalStateException if the memory is closed
     */
    synchronized void add(ChangeFeed feed) {
        if (closed) {
            throw new IllegalStateException(
                    "The memory is closed, so nothing changes any more: subscribe while it is open");
        }
        open.add(feed);
    }

    synchronized void remove(ChangeFeed feed) {
        open.remove(feed);
    }

    /** Ends all feeds, outside of the lock, because a feed removes itself. */
    @Override
    public void close() {
        endAll().forEach(ChangeFeed::close);
    }

    private synchronized List<ChangeFeed> endAll() {
        closed = true;
        return List.copyOf(open);
    }
}
