package dev.commonground.internal.log;

import dev.commonground.memory.Assertion;
import dev.commonground.store.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An assertion of a log with the entries that retract it. */
public final class LoggedAssertion {

    private final LoggedStatement statement;
    private final Assertion assertion;
    private final Entry entry;
    private List<Entry> retractions = List.of();

    /** The number of retractions that count: those outside all runs, and those that the tip of their run accepts. */
    private int ends;

    LoggedAssertion(LoggedStatement statement, Entry entry, Assertion assertion) {
        this.statement = statement;
        this.entry = entry;
        this.assertion = assertion;
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

    LoggedStatement statement() {
        return statement;
    }

    /** Returns the entry that makes the assertion. */
    public Entry entry() {
        return entry;
    }

    /** Returns the position in the log, which identifies the assertion for good. */
    public long position() {
        return entry.position();
    }

    /** Returns the assertion itself. */
    public Assertion assertion() {
        return assertion;
    }

    /** Returns the entries that retract the assertion, in the order of the log, visible or not. */
    public List<Entry> retractions() {
        return Collections.unmodifiableList(retractions);
    }
}
