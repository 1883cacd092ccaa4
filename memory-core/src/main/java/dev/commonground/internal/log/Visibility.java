package dev.commonground.internal.log;

import dev.commonground.store.Entry;

/**
 * Decides what a {@link Snapshot} sees of one log. An assertion is live while no visible entry retracts it: the
 * observed-remove set of Shapiro et al., "Conflict-free Replicated Data Types", 2011. Neither the order of lanes nor the
 * order of arrival counts.
 */
public final class Visibility {

    private final RunTips runs;

    Visibility(RunTips runs) {
        this.runs = runs;
    }

    /** Returns whether {@code snapshot} contains {@code entry}. */
    public boolean isVisible(Snapshot snapshot, Entry entry) {
        String run = entry.run();
        if (run == null) {
            return entry.position() <= snapshot.base();
        }
        var reached = snapshot.runs().contains(run) ? snapshot.lanes() : runs.tip(run, snapshot.base());
        return entry.number() <= reached.getOrDefault(entry.lane(), 0L);
    }

    /** Returns whether {@code snapshot} contains the assertion, retracted or not. */
    public boolean isVisible(Snapshot snapshot, LoggedAssertion assertion) {
        return isVisible(snapshot, assertion.entry());
    }

    /** Returns whether {@code snapshot} contains the annotation, retracted or not. */
    public boolean isVisible(Snapshot snapshot, LoggedAnnotation annotation) {
        return isVisible(snapshot, annotation.entry());
    }

    /** Returns whether the assertion is visible, not retracted and not expired. */
    public boolean isLive(Snapshot snapshot, LoggedAssertion assertion) {
        if (!isVisible(snapshot, assertion) || isExpired(snapshot, assertion)) {
            return false;
        }
        for (Entry by : assertion.retractions()) {
            if (isVisible(snapshot, by)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the annotation is visible and not retracted. */
    public boolean isLive(Snapshot snapshot, LoggedAnnotation annotation) {
        return isVisible(snapshot, annotation)
                && annotation.retractions().stream().noneMatch(by -> isVisible(snapshot, by));
    }

    /** Returns whether at least one assertion of the statement is live. */
    boolean isLive(Snapshot snapshot, LoggedStatement statement) {
        for (LoggedAssertion assertion : statement.assertions()) {
            if (isLive(snapshot, assertion)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the assertion has expired at the time of {@code snapshot}. */
    public boolean isExpired(Snapshot snapshot, LoggedAssertion assertion) {
        var expires = assertion.assertion().expires();
        return expires != null && !expires.isAfter(snapshot.now());
    }
}
