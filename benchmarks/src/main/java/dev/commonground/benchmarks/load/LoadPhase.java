package dev.commonground.benchmarks.load;

import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import java.util.Arrays;
import java.util.List;

/**
 * The figures of all processes in a phase.
 *
 * @param counts what passed between the processes and the server
 * @param steps the number of steps
 * @param seconds the seconds that the phase took
 * @param median the mean of the processes' median durations of a step, in nanoseconds
 * @param slow the greatest of the processes' 95th percentiles, in nanoseconds
 * @param busy the mean number of busy connections that the server reported
 * @param mostBusy the greatest of these numbers
 */
record LoadPhase(WireCounts counts, long steps, double seconds, double median, double slow, double busy, int mostBusy) {

    private static final double MILLI = 1e6;
    private static final double KILO = 1e3;

    /** Returns the sum of what the processes printed. */
    static LoadPhase of(List<String> lines, double seconds, BusyConnections busy) {
        List<long[]> all = lines.stream()
                .map(line -> Arrays.stream(line.split(" "))
                        .mapToLong(Long::parseLong)
                        .toArray())
                .toList();
        return new LoadPhase(
                new WireCounts(sum(all, 0), sum(all, 1), sum(all, 2), sum(all, 3), sum(all, 4)),
                sum(all, 5),
                seconds,
                (double) sum(all, 6) / lines.size(),
                all.stream().mapToLong(one -> one[7]).max().orElse(0),
                busy.mean(),
                busy.most());
    }

    private static long sum(List<long[]> all, int column) {
        return all.stream().mapToLong(one -> one[column]).sum();
    }

    /** Returns both phases as one. */
    LoadPhase plus(LoadPhase other) {
        return new LoadPhase(
                counts.plus(other.counts),
                steps + other.steps,
                seconds + other.seconds,
                (median + other.median) / 2,
                Math.max(slow, other.slow),
                (busy * seconds + other.busy * other.seconds) / (seconds + other.seconds),
                Math.max(mostBusy, other.mostBusy));
    }

    /** Reports the figures of a step. */
    void into(Report report, String step, double goal) {
        report.add(bounded("statements of a " + step, counts.statements(), "statements", goal));
        report.add(bounded("round trips of a " + step, counts.trips(), "trips", goal));
        report.add(Figure.of("bytes to the server of a " + step, counts.sent() / KILO / steps, "KB"));
        report.add(Figure.of("bytes from the server of a " + step, counts.received() / KILO / steps, "KB"));
        report.add(Figure.of("waiting for the server in a " + step, counts.waited() / MILLI / steps, "ms"));
        pace(report, step);
    }

    private void pace(Report report, String step) {
        report.add(Figure.of("duration of a " + step + ", p50", median / MILLI, "ms"));
        report.add(Figure.of("duration of a " + step + ", p95 of the slowest process", slow / MILLI, "ms"));
        report.add(Figure.of("steps in a second, " + step, steps / seconds, "/s"));
        report.add(
                Figure.of("connections that wait for the server, mean, " + step, counts.waited() / 1e9 / seconds, ""));
        report.add(Figure.of("busy connections as the server says, mean, " + step, busy, ""));
        report.add(Figure.of("busy connections as the server says, most, " + step, mostBusy, ""));
    }

    private Figure bounded(String name, long count, String unit, double goal) {
        Figure figure = Figure.of(name, (double) count / steps, unit);
        return Double.isInfinite(goal) ? figure : figure.atMost(goal);
    }
}
