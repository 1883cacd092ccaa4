package dev.commonground.benchmarks.recall;

import dev.commonground.benchmarks.measure.Jmh;
import picocli.CommandLine.Option;

/** The options for the duration and size of a measurement. */
final class TrialOptions {

    @Option(
            names = "--forks",
            description = "JVMs to measure in, one after the other; 0 for this one (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private int forks;

    @Option(
            names = "--seconds",
            description = "Seconds to warm up, and again to measure (default: ${DEFAULT-VALUE})",
            defaultValue = "9")
    private double seconds;

    @Option(
            names = "--sentences",
            description = "Real sentences that the vectors are mixed from (default: ${DEFAULT-VALUE})",
            defaultValue = "1000")
    private int sentences;

    Jmh.Effort effort() {
        return new Jmh.Effort(forks, seconds);
    }

    int sentences() {
        return sentences;
    }
}
