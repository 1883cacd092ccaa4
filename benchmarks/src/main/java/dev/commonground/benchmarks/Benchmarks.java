package dev.commonground.benchmarks;

import dev.commonground.benchmarks.claims.ClaimsBenchmark;
import dev.commonground.benchmarks.felt.FeltBenchmark;
import dev.commonground.benchmarks.gatemem.GateMemBenchmark;
import dev.commonground.benchmarks.graph.GraphBenchmark;
import dev.commonground.benchmarks.growth.GrowthBenchmark;
import dev.commonground.benchmarks.learning.LearnBenchmark;
import dev.commonground.benchmarks.load.LoadBenchmark;
import dev.commonground.benchmarks.locomo.LocomoBenchmark;
import dev.commonground.benchmarks.peers.PeerBenchmark;
import dev.commonground.benchmarks.precision.PrecisionBenchmark;
import dev.commonground.benchmarks.recall.LargeScopeBenchmark;
import dev.commonground.benchmarks.recall.RecallBenchmark;
import dev.commonground.benchmarks.remember.PostgresBenchmark;
import dev.commonground.benchmarks.remember.RememberBenchmark;
import dev.commonground.benchmarks.safety.EncryptionBenchmark;
import dev.commonground.benchmarks.safety.SafetyBenchmark;
import dev.commonground.benchmarks.team.LanguagesBenchmark;
import dev.commonground.benchmarks.team.TeamBenchmark;
import dev.commonground.benchmarks.trace.TraceBenchmark;
import dev.commonground.benchmarks.trust.TrustBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs one benchmark per subcommand. Each prints its figures with their goals and limits. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
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
