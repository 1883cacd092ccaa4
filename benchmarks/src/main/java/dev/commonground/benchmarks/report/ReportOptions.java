package dev.commonground.benchmarks.report;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The destinations of a command's figures: the console, and optionally a file. */
public final class ReportOptions {

    /** Measures something and adds the figures to a report. */
    public interface Measurement {
        /** Adds the measured figures to {@code report}. */
        void into(Report report) throws Exception;
    }

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to FILE as JSON as well")
    private @Nullable Path json;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Runs a measurement, reports its figures, missed goals included, and returns exit code 0. */
    public int report(PrintStream out, Measurement measurement) throws Exception {
        Report report = new Report(command == null ? "benchmark" : command.name(), out, Instant.now());
        measurement.into(report);
        if (json != null) {
            report.write(json);
        }
        return 0;
    }
}
