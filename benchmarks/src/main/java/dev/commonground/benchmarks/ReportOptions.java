package dev.commonground.benchmarks;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the figures of a command go: to the console, and to a file if one is named. */
public final class ReportOptions {

    /** A benchmark, which adds its figures to a report. */
    public interface Measurement {
        /** Adds what it measures to {@code report}. */
        void into(Report report) throws Exception;
    }

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to FILE as JSON as well")
    private @Nullable Path json;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Runs a measurement and reports what it found, misses included; returns the exit code of a run that finished. */
    public int report(PrintStream out, Measurement measurement) throws Exception {
        Report report = new Report(command == null ? "benchmark" : command.name(), out, Instant.now());
        measurement.into(report);
        if (json != null) {
            report.write(json);
        }
        return 0;
    }
}
