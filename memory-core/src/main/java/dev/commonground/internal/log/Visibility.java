package dev.commonground.internal.log;

import dev.commonground.store.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a {@link Snapshot} sees of one log. An assertion is live while no visible entry retracts it: the
 * observed-remove set of Shapiro et al., "Conflict-free Replicated Data Types", 2011. Neither the order of lanes nor the
 * order of arrival counts.
 */
public final class Visibility {

    private final RunTips runs;
    private final RestrictedEntries restricted;
    private final Revocations revocations;

    Visibility(RunTips runs, RestrictedEntries restricted, Revocations revocations) {
        this.runs = runs;
        this.restricted = restricted;
        this.revocations = revocations;
    }

    /** Returns whether {@code snapshot} contains {@code entry}, its reader may read it, and no revocation makes it void. */
    public boolean isVisible(Snapshot snapshot, Entry entry) {
        return contains(snapshot, entry) && restricted.mayRead(snapshot.reader(), entry);
    }

    /**
     * Returns whether an entry that retracts the assertion does so for {@code snapshot}. A restricted assertion supersedes
     * other statements only for its own readers; the same statement, said again for fewer readers, is taken back from all
     * others.
     */
    public boolean retracts(Snapshot snapshot, Entry by, LoggedAssertion assertion) {
        return contains(snapshot, by)
                && (restricted.mayRead(snapshot.reader(), by)
                        || (by.action() instanceof Entry.Assert again
                                && again.id().equals(assertion.statement().id())));
    }

    /** Returns whether {@code snapshot} contains {@code entry} and no revocation makes it void. */
    boolean contains(Snapshot snapshot, Entry entry) {
        return isValid(snapshot, entry.position())
                && reaches(snapshot, entry.position(), entry.run(), entry.lane(), entry.number());
    }

    /** Returns whether {@code snapshot} contains the assertion and no revocation makes it void. */
    boolean contains(Snapshot snapshot, LoggedAssertion assertion) {
        return isValid(snapshot, assertion.position())
                && reaches(snapshot, assertion.position(), assertion.run(), assertion.lane(), assertion.number());
    }

    private boolean isValid(Snapshot snapshot, long position) {
        return snapshot.auditing() || !revocations.isVoid(position);
    }

    private boolean reaches(Snapshot snapshot, long position, @Nullable String run, long lane, long number) {
        if (run == null) {
            return position <= snapshot.base();
        }
        var reached = snapshot.runs().contains(run) ? snapshot.lanes() : runs.tip(run, snapshot.base());
        return number <= reached.getOrDefault(lane, 0L);
    }

    /** Returns whether {@code snapshot} contains the assertion, retracted or not. */
    public boolean isVisible(Snapshot snapshot, LoggedAssertion assertion) {
        return contains(snapshot, assertion) && restricted.mayRead(snapshot.reader(), assertion.assertion());
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
            if (retracts(snapshot, by, assertion)) {
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
