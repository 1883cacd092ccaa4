package dev.commonground.benchmarks;

import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.RunnableConfig;
import org.bsc.langgraph4j.state.AgentState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what a memory adds to a step of a graph, beside the same graph without one and with memories in its state. */
@Command(name = "graph", description = "A graph's steps with a memory beside the same graph without one.")
final class GraphBenchmark implements Callable<Integer> {

    private static final int KNOWN = 100;
    private static final int PAGE = 4_096;
    private static final int WARM_UP = 4;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Option(
            names = "--runs",
            description = "Runs of 10 steps to time (default: ${DEFAULT-VALUE})",
            defaultValue = "200")
    private int runs;

    @Option(
            names = "--naive",
            split = ",",
            description = "Numbers of memories in the state (default: ${DEFAULT-VALUE})",
            defaultValue = "100,1000,5000")
    private int[] naive = {};

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        try (WorkFolder folder = WorkFolder.make();
                SharedMemory memory = SharedMemory.builder(folder.path().resolve("memory.db"))
                        .keywordsOnly()
                        .open()) {
            GraphTrial trial = new GraphTrial(memory);
            Path probe = folder.path().resolve("probe");
            added(report, trial, probe, GraphTrial.Shape.CHAIN, GraphTrial.Work.NOTHING, 0);
            added(report, trial, probe, GraphTrial.Shape.CHAIN, GraphTrial.Work.RECALLS, 0);
            added(report, trial, probe, GraphTrial.Shape.CHAIN, GraphTrial.Work.REMEMBERS, 1);
            added(report, trial, probe, GraphTrial.Shape.FORKS, GraphTrial.Work.REMEMBERS, 3);
            state(report, trial);
            for (int memories : naive) {
                naive(report, trial, memories);
            }
        }
    }

    /** Runs both graphs and the probe in turn, so that all meet the same machine. */
    private void added(
            Report report, GraphTrial trial, Path file, GraphTrial.Shape shape, GraphTrial.Work work, int commits)
            throws Exception {
        CompiledGraph<AgentState> plain = trial.plain(shape);
        CompiledGraph<AgentState> attached = trial.attached(shape, work);
        Durations without = new Durations();
        Durations with = new Durations();
        Durations commit = new Durations();
        try (FsyncProbe probe = new FsyncProbe(file)) {
            for (int run = -runs / WARM_UP; run < runs; run++) {
                RunnableConfig config = trial.prepared(KNOWN);
                GraphTrial.run(plain, Map.of(), config, run < 0 ? new Durations() : without);
                GraphTrial.run(attached, Map.of(), config, run < 0 ? new Durations() : with);
                for (int append = 0; append < GraphTrial.STEPS; append++) {
                    long start = System.nanoTime();
                    probe.append(PAGE);
                    commit.add(System.nanoTime() - start);
                }
            }
        }
        double durable = commit.millis(0.5);
        String name = "%s, each %s".formatted(shape, work).toLowerCase(Locale.ROOT);
        report.add(Figure.of(name + ", without a memory, p50", without.millis(0.5), "ms"));
        Figure figure = Figure.of(name + ", added by the memory, p50", with.millis(0.5) - without.millis(0.5), "ms")
                .atMost(commits == 0 ? 1 : commits * (durable + 1));
        report.add(commits == 0 ? figure : figure.limit(commits + " x fdatasync", commits * durable));
    }

    private void state(Report report, GraphTrial trial) throws Exception {
        CompiledGraph<AgentState> attached = trial.attached(GraphTrial.Shape.CHAIN, GraphTrial.Work.REMEMBERS);
        int few = cursor(attached, trial.prepared(KNOWN));
        int many = cursor(attached, trial.prepared(10 * KNOWN));
        report.add(Figure.of("cursor in the state, %d memories".formatted(KNOWN), few, "characters"));
        report.add(Figure.of("cursor, %d memories / %d".formatted(10 * KNOWN, KNOWN), (double) many / few, "x")
                .atMost(1.1));
    }

    private static int cursor(CompiledGraph<AgentState> graph, RunnableConfig config) throws Exception {
        return GraphTrial.run(graph, Map.of(), config, new Durations())
                .<String>value(GraphMemory.CURSOR)
                .orElseThrow()
                .length();
    }

    private void naive(Report report, GraphTrial trial, int memories) throws Exception {
        CompiledGraph<AgentState> plain = trial.plain(GraphTrial.Shape.CHAIN);
        CompiledGraph<AgentState> attached = trial.attached(GraphTrial.Shape.CHAIN, GraphTrial.Work.RECALLS);
        Durations inState = new Durations();
        Durations inMemory = new Durations();
        int most = Math.max(1, runs / 10);
        for (int run = -1; run < most; run++) {
            RunnableConfig config = trial.prepared(memories);
            GraphTrial.run(plain, GraphTrial.naive(memories), config, run < 0 ? new Durations() : inState);
            GraphTrial.run(attached, Map.of(), config, run < 0 ? new Durations() : inMemory);
        }
        report.add(
                Figure.of("step with %,d memories in the state, p50".formatted(memories), inState.millis(0.5), "ms"));
        report.add(Figure.of("step that recalls from %,d, p50".formatted(memories), inMemory.millis(0.5), "ms"));
    }
}
