package dev.commonground.benchmarks.trace;

import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts the source files and the method calls of Common Ground that one warm operation passes. */
@Command(name = "trace", description = "Source files and method calls of one remember, one recall and one graph node.")
public final class TraceBenchmark implements Callable<Integer> {

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Option(names = "--files", description = "Print the calls of each source file as well")
    private boolean files;

    /** Creates the command. */
    public TraceBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        try (WorkFolder folder = WorkFolder.make()) {
            for (TracedProgram.Operation operation : TracedProgram.Operation.values()) {
                add(report, operation.label(), CallTracer.trace(operation, folder.path()));
            }
        }
    }

    private void add(Report report, String operation, CallTrace trace) {
        report.add(Figure.of("one warm %s, source files".formatted(operation), trace.files(), "files"));
        report.add(Figure.of("one warm %s, method calls".formatted(operation), trace.calls(), "calls"));
        if (files) {
            print(trace.callsByFile());
        }
    }

    private static void print(Map<String, Integer> callsByFile) {
        callsByFile.forEach((file, calls) -> System.out.printf("%,7d %s%n", calls, file));
    }
}
