package dev.commonground;

import dev.commonground.internal.session.ChangeFeed;

/**
 * A subscription to the changes of a memory, which delivers until it is closed.
 *
 * <p>Thread-safe.
 */
public final class Subscription implements AutoCloseable {

    private final ChangeFeed feed;

    Subscription(ChangeFeed feed) {
        this.feed = feed;
    }

    /** Ends the subscription; interrupts a call to the subscriber that is in progress. A second call has no effect. */
    @Override
    public void close() {
        feed.close();
    }
}
