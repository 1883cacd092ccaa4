package dev.commonground.benchmarks;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what a durable write costs. */
@Command(name = "remember", description = "Durable writes beside a bare append and fdatasync of the same bytes.")
final class RememberBenchmark implements Callable<Integer> {

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Option(names = "--writes", description = "Writes to time (default: ${DEFAULT-VALUE})", defaultValue = "2000")
    private int writes;

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        Path folder = Files.createTempDirectory("remember");
        Durations probe = new Durations();
        Durations remember = new Durations();
        try (FsyncProbe bare = new FsyncProbe(folder.resolve("probe"));
                SharedMemory memory = SharedMemory.builder(folder.resolve("memory.db"))
                        .keywordsOnly()
                        .open()) {
            AgentMemory agent = memory.task("t").agent("writer");
            for (int i = 0; i < writes; i++) {
                int n = i;
                probe.time(() -> {
                    bare.append(4096);
                    return n;
                });
                remember.time(() -> agent.remember("Finding number " + n + " of the writer"));
            }
        }
        report.add(Figure.of("remember, one writer, p50", remember.millis(0.5) / probe.millis(0.5), "x")
                .atMost(1.5)
                .limit("fdatasync", 1));
    }
}
