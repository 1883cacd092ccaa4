package dev.commonground;

import static java.util.Objects.requireNonNull;

import dev.commonground.internal.briefing.ProvenanceReader;
import dev.commonground.internal.session.ChangeFeed;
import dev.commonground.internal.session.Eraser;
import dev.commonground.internal.session.Session;
import dev.commonground.internal.session.SessionReader;
import dev.commonground.internal.session.SessionWriter;
import dev.commonground.internal.transfer.LogExport;
import dev.commonground.internal.transfer.LogImport;
import dev.commonground.memory.Changes;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.ErasureReceipt;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Memory.Provenance;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.WriteOutcome;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * The log behind a handle, for programs that follow it, copy it, return to a moment of it, or withdraw their own entries.
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

    /** The most characters of a reason. */
    public static final int MAX_REASON = 1_000;

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
     * @throws IllegalStateException in a step of a graph or as of a moment, where nothing new is visible, or if the memory
     *     is closed
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
     * Ends the assertions of this handle's author on the memory {@code id}, and no others. If other authors asserted it, it
     * stays live; otherwise it is forgotten. {@link AgentMemory#forget} ends the words of all authors.
     *
     * @return {@link WriteOutcome.Withdrawn} if the memory stays live, otherwise {@link WriteOutcome.Forgotten}
     * @throws MemoryException.NotFound if no live memory of that id is visible from here
     * @throws IllegalArgumentException if the handle's author is not an author of the memory
     */
    public WriteOutcome withdraw(MemoryId id) {
        return new SessionWriter(session).withdraw(reader.requireLive(requireNonNull(id, "id")));
    }

    /** Returns where a memory comes from, and whether it is confirmed or held back, as briefings and tools say it. */
    public Provenance provenance(Memory memory) {
        return new ProvenanceReader(session.confirmation()).of(requireNonNull(memory, "memory"));
    }

    /**
     * Forgets the memory {@code id} for everybody, as {@link AgentMemory#forget} does, with a reason that its {@link
     * AgentMemory#history} keeps. By default an agent needs one for the words of others.
     *
     * @param reason the reason, 1 to {@value #MAX_REASON} characters; every reader of the memory can read it
     * @return {@link WriteOutcome.Forgotten}, with the authors whose words ended
     * @throws MemoryException.NotFound if no live memory of that id is visible from here
     * @throws IllegalArgumentException if the reason is blank or too long
     * @throws MemoryException.Refused if the rights refuse it
     */
    public WriteOutcome forget(MemoryId id, String reason) {
        String why = requireNonNull(reason, "reason").strip();
        if (why.isEmpty() || why.length() > MAX_REASON) {
            throw new IllegalArgumentException(
                    "The reason has %d characters, but 1 to %d are needed: say in a sentence why the memory no longer holds"
                            .formatted(why.length(), MAX_REASON));
        }
        return new SessionWriter(session).forget(reader.requireLive(requireNonNull(id, "id")), why);
    }

    /**
     * Records that the agent was shown these memories elsewhere, in an earlier step of the same turn for instance, so that
     * its keyed writes may supersede them. Ids that are not visible from here are ignored.
     */
    public void shown(Collection<MemoryId> ids) {
        reader.show(requireNonNull(ids, "ids"));
    }

    /**
     * Erases several memories as {@link AgentMemory#erase} does, all of them or none, and cleans the files once.
     *
     * @throws MemoryException.NotFound if one of the memories is not visible from here
     */
    public ErasureReceipt eraseAll(Collection<MemoryId> ids) {
        return new Eraser(session).erase(reader.requireVisible(requireNonNull(ids, "ids")));
    }

    /**
     * A subscription to the changes of a memory, which delivers until it or the memory is closed.
     *
     * <p>Thread-safe.
     */
    public static final class Subscription implements AutoCloseable {

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
}
