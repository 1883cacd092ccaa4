package dev.commonground.benchmarks;

import dev.commonground.benchmarks.claims.ClaimsBenchmark;
import dev.commonground.benchmarks.gatemem.GateMemBenchmark;
import dev.commonground.benchmarks.learning.LearnBenchmark;
import dev.commonground.benchmarks.load.LoadBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs one benchmark per subcommand. Each prints its figures with their goals and limits. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Each command measures something and prints its figures with their goals and limits.",
        subcommands = {
            RecallBenchmark.class,
            RememberBenchmark.class,
            FeltBenchmark.class,
            PeerBenchmark.class,
            GrowthBenchmark.class,
            LocomoBenchmark.class,
            TeamBenchmark.class,
            LanguagesBenchmark.class,
            PrecisionBenchmark.class,
            GateMemBenchmark.class,
            GraphBenchmark.class,
            PostgresBenchmark.class,
            LargeScopeBenchmark.class,
            LoadBenchmark.class,
            ClaimsBenchmark.class,
            LearnBenchmark.class,
            TraceBenchmark.class,
            TrustBenchmark.class,
            EncryptionBenchmark.class,
            SafetyBenchmark.class
        })
public final class Benchmarks {

    /** Creates the command. */
    public Benchmarks() {}

    /** Runs a benchmark. Exits with 0 if it finishes, 1 if it fails, and 2 if an option is invalid. */
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
