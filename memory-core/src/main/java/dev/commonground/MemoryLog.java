package dev.commonground;

import static java.util.Objects.requireNonNull;

import dev.commonground.internal.session.ChangeFeed;
import dev.commonground.internal.session.Session;
import dev.commonground.internal.session.SessionReader;
import dev.commonground.internal.transfer.LogExport;
import dev.commonground.internal.transfer.LogImport;
import dev.commonground.memory.Changes;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.MemoryId;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * The log behind a handle, for programs that follow it, copy it, or return to a moment of it.
 *
 * <pre>{@code
 * Cursor before = writer.log().cursor();
 * // ... others work ...
 * Changes changes = writer.log().changes(before);
 * }</pre>
 *
 * <p>Thread-safe. Null arguments cause a {@link NullPointerException}.
 */
public final class MemoryLog {

    private final Session session;
    private final SessionReader reader;

    MemoryLog(Session session) {
        this.session = session;
        this.reader = new SessionReader(session);
    }

    /** Returns the moment that the handle sees, for {@link TaskMemory#asOf}; uncommitted writes are not part of it. */
    public Cursor cursor() {
        return session.cursor();
    }

    /**
     * Returns what happened after {@code since} to the visible memories.
     *
     * @param since what {@link #cursor} or {@link Changes#next} returned; {@link Cursor#EMPTY} for everything
     */
    public Changes changes(Cursor since) {
        return reader.changes(requireNonNull(since, "since"));
    }

    /**
     * Delivers every change after {@code since} to {@code subscriber}, in order, one call at a time, on a thread of its
     * own. A delivery that throws is repeated. A subscriber that stores {@link Changes#next} together with its work misses
     * nothing after a crash. Commits of another process arrive within about 0.1 seconds.
     *
     * @param since the moment to begin after, as for {@link #changes}
     * @return the subscription, to close it
     * @throws IllegalStateException in a step of a graph or as of a moment, where nothing new is visible
     */
    public Subscription subscribe(Cursor since, Consumer<Changes> subscriber) {
        requireNonNull(since, "since");
        return new Subscription(ChangeFeed.start(session, since, requireNonNull(subscriber, "subscriber")));
    }

    /**
     * Writes the visible memories with their history as JSON Lines: a header, then one line for each entry.
     *
     * @throws UncheckedIOException if {@code out} fails
     */
    public void exportTo(Appendable out) {
        LogExport.write(session, requireNonNull(out, "out"));
    }

    /**
     * Imports what {@link #exportTo} wrote into the scopes of this handle, all of it or nothing. Entries that exist already
     * are skipped, so a second import changes nothing. Authors and times are those of the file, and the caller vouches for
     * its content.
     *
     * @return how many entries were new
     * @throws IllegalArgumentException if a line cannot be read or belongs to a scope that this handle does not have
     * @throws UncheckedIOException if {@code in} fails
     * @throws IllegalStateException in a step of a graph or as of a moment
     */
    public int importFrom(Reader in) {
        return new LogImport(session).importFrom(requireNonNull(in, "in"));
    }

    /**
     * Records that the agent was shown these memories elsewhere, in an earlier step of the same turn for instance, so that
     * its keyed writes may supersede them. Ids that are not visible from here are ignored.
     */
    public void shown(Collection<MemoryId> ids) {
        reader.show(requireNonNull(ids, "ids"));
    }
}
