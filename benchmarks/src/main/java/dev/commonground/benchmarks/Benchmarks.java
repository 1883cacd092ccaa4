package dev.commonground.benchmarks;

import dev.commonground.benchmarks.claims.ClaimsBenchmark;
import dev.commonground.benchmarks.learning.LearnBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Measures. Each subcommand is one benchmark; it prints each figure beside its goal and its limit, misses included.
 */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures: each command prints its figures beside their goals and limits.",
        subcommands = {
            RecallBenchmark.class,
            RememberBenchmark.class,
            PeerBenchmark.class,
            LocomoBenchmark.class,
            PrecisionBenchmark.class,
            GraphBenchmark.class,
            PostgresBenchmark.class,
            LargeScopeBenchmark.class,
            ClaimsBenchmark.class,
            LearnBenchmark.class
        })
public final class Benchmarks {

    /** Creates the command. */
    public Benchmarks() {}

    /** Runs a benchmark and exits with its code: 0 when it finished, 1 when it failed, 2 for wrong options. */
    public static void main(String[] args) {
        int code = run(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String... args) {
        return new CommandLine(new Benchmarks()).execute(args);
    }
}
