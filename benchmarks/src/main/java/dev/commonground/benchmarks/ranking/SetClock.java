package dev.commonground.benchmarks.ranking;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock with a settable time. */
public final class SetClock extends Clock {

    private volatile Instant now = Instant.EPOCH;

    /** Creates a clock that shows the epoch. */
    public SetClock() {}

    /** Sets the time. */
    public void set(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
