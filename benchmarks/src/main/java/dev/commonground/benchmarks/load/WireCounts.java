package dev.commonground.benchmarks.load;

import java.util.concurrent.atomic.LongAdder;

/**
 * What passed between this process and its database servers.
 *
 * @param statements the statements that were executed, {@code BEGIN} and {@code COMMIT} included
 * @param trips the round trips: a process sent something and then waited for an answer
 * @param sent the bytes to the servers
 * @param received the bytes from the servers
 * @param waited the nanoseconds from the end of a request to the first byte of its answer, in all connections together
 */
record WireCounts(long statements, long trips, long sent, long received, long waited) {

    static final WireCounts NONE = new WireCounts(0, 0, 0, 0, 0);

    /** The counters of all connections of this process. */
    static final Counters ALL = new Counters();

    /** Counters that several threads add to. */
    static final class Counters {
        final LongAdder statements = new LongAdder();
        final LongAdder trips = new LongAdder();
        final LongAdder sent = new LongAdder();
        final LongAdder received = new LongAdder();
        final LongAdder waited = new LongAdder();

        /** Returns the counts since the process began. */
        WireCounts now() {
            return new WireCounts(statements.sum(), trips.sum(), sent.sum(), received.sum(), waited.sum());
        }
    }

    /** Returns the counts as words of a line. */
    String line() {
        return "%d %d %d %d %d".formatted(statements, trips, sent, received, waited);
    }

    WireCounts minus(WireCounts earlier) {
        return new WireCounts(
                statements - earlier.statements,
                trips - earlier.trips,
                sent - earlier.sent,
                received - earlier.received,
                waited - earlier.waited);
    }

    WireCounts plus(WireCounts other) {
        return new WireCounts(
                statements + other.statements,
                trips + other.trips,
                sent + other.sent,
                received + other.received,
                waited + other.waited);
    }
}
