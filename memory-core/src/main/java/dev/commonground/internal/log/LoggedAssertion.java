package dev.commonground.internal.log;

import dev.commonground.memory.Assertion;
import dev.commonground.store.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An assertion of a log with the entries that retract it. It keeps the parts of its own entry, because most memories have one
 * assertion, and an entry with its action takes as much heap again.
 */
public final class LoggedAssertion implements EntryEffect {

    private final LoggedStatement statement;
    private final Assertion assertion;

    /** An int, because the log has an array of its assertions by position. */
    private final int position;

    private final long lane;
    private final @Nullable String run;
    private final long number;
    private final List<Long> retracts;
    private List<Entry> retractions = List.of();

    /** The number of retractions that count: those outside all runs, and those that the tip of their run accepts. */
    private int ends;

    /**
     * Creates an assertion without retractions.
     *
     * @param assertion what {@code entry} asserts, made of values that the log shares
     * @param retracts the positions that {@code entry} retracts
     */
    LoggedAssertion(
            LoggedStatement statement, Assertion assertion, Entry entry, @Nullable String run, List<Long> retracts) {
        this.statement = statement;
        this.assertion = assertion;
        this.position = Math.toIntExact(entry.position());
        this.lane = entry.lane();
        this.run = run;
        this.number = entry.number();
        this.retracts = retracts;
    }

    /** Adds a retraction. */
    void retract(Entry by) {
        if (retractions.isEmpty()) {
            retractions = new ArrayList<>(1);
        }
        retractions.add(by);
    }

    /** Records that a retraction counts, and returns whether it is the first. */
    boolean endAdded() {
        ends++;
        return ends == 1;
    }

    /** Records that a retraction counts no more, and returns whether it was the last. */
    boolean endTaken() {
        boolean last = ends == 1;
        ends = Math.max(0, ends - 1);
        return last;
    }

    /** Returns the asserted statement. */
    public LoggedStatement statement() {
        return statement;
    }

    @Override
    public LoggedStatement asserted() {
        return statement;
    }

    @Override
    public List<Long> retracts() {
        return retracts;
    }

    /** Returns the entry that makes the assertion, a new object each time. */
    public Entry entry() {
        return new Entry(
                position,
                lane,
                run,
                number,
                new Entry.Assert(statement.id(), statement.statement(), assertion, retracts));
    }

    /** Returns the position in the log, which identifies the assertion for good. */
    public long position() {
        return position;
    }

    /** Returns the run that made the assertion, or null if it was made outside every graph. */
    public @Nullable String run() {
        return run;
    }

    /** Returns the lane of its entry. */
    long lane() {
        return lane;
    }

    /** Returns the number of its entry on the lane. */
    long number() {
        return number;
    }

    /** Returns the assertion itself. */
    public Assertion assertion() {
        return assertion;
    }

    /** Returns the entries that retract the assertion, in the order of the log, visible or not. */
    public List<Entry> retractions() {
        return retractions.isEmpty() ? List.of() : Collections.unmodifiableList(retractions);
    }
}
