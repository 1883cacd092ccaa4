package dev.commonground.benchmarks;

import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.memory.Kind;
import java.io.IOException;
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

/** Measures the overhead of the memory for a graph's steps, and compares it with memories in the graph's state. */
@Command(
        name = "graph",
        description = "The steps of a graph with a memory, compared with the same graph without a memory.")
final class GraphBenchmark implements Callable<Integer> {

    private static final int KNOWN = 100;
    private static final int PAGE = 4_096;
    private static final int WARM_UP = 4;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Option(
            names = "--runs",
            description = "Measured runs of 10 steps (default: ${DEFAULT-VALUE})",
            defaultValue = "200")
    private int runs;

    @Option(
            names = "--naive",
            split = ",",
            description = "Numbers of memories in the state (default: ${DEFAULT-VALUE})",
            defaultValue = "100,1000,5000")
    private int[] naive = {};

    @Option(
            names = "--binding",
            split = ",",
            description = "Numbers of constraints on the task of a step that does nothing (default: ${DEFAULT-VALUE})",
            defaultValue = "100,1000,5000")
    private int[] binding = {};

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
            for (GraphTrial.NodeWork work : GraphTrial.NodeWork.values()) {
                overhead(report, trial, probe, GraphTrial.GraphShape.CHAIN, work);
            }
            overhead(report, trial, probe, GraphTrial.GraphShape.FORKS, GraphTrial.NodeWork.REMEMBERS);
            for (int constraints : binding) {
                idle(report, trial, constraints);
            }
            state(report, trial);
            for (int memories : naive) {
                naive(report, trial, memories);
            }
        }
    }

    private void overhead(
            Report report, GraphTrial trial, Path file, GraphTrial.GraphShape shape, GraphTrial.NodeWork work)
            throws Exception {
        StepTimes times = times(trial, file, shape, work);
        String name = "%s, each %s".formatted(shape, work).toLowerCase(Locale.ROOT);
        report.add(Figure.of(name + ", without a memory, p50", times.without.millis(0.5), "ms"));
        report(report, name, times, commits(shape, work));
    }

    private static void report(Report report, String name, StepTimes times, int commits) {
        double durable = times.append.millis(0.5);
        double added = times.with.millis(0.5) - times.without.millis(0.5);
        Figure figure = Figure.of(name + ", added by the memory, p50", added, "ms")
                .atMost(commits == 0 ? 1 : commits * (durable + 1));
        report.add(commits == 0 ? figure : figure.limit(commits + " x fdatasync", commits * durable));
    }

    /** Returns the number of commits that a step of the graph needs at least. */
    private static int commits(GraphTrial.GraphShape shape, GraphTrial.NodeWork work) {
        if (work != GraphTrial.NodeWork.REMEMBERS) {
            return 0;
        }
        return shape == GraphTrial.GraphShape.FORKS ? 3 : 1;
    }

    /** The durations of steps without and with the memory, and of a durable append. */
    private record StepTimes(Durations without, Durations with, Durations append) {}

    /** Alternates both graphs and the probe, so all three run under the same load. */
    private StepTimes times(GraphTrial trial, Path file, GraphTrial.GraphShape shape, GraphTrial.NodeWork work)
            throws Exception {
        CompiledGraph<AgentState> plain = trial.plain(shape);
        CompiledGraph<AgentState> attached = trial.attached(shape, work);
        StepTimes times = new StepTimes(new Durations(), new Durations(), new Durations());
        try (FsyncProbe probe = new FsyncProbe(file)) {
            for (int run = -runs / WARM_UP; run < runs; run++) {
                RunnableConfig config = trial.prepared(KNOWN);
                GraphTrial.run(plain, Map.of(), config, run < 0 ? new Durations() : times.without);
                GraphTrial.run(attached, Map.of(), config, run < 0 ? new Durations() : times.with);
                append(probe, times.append);
            }
        }
        return times;
    }

    private static void append(FsyncProbe probe, Durations times) throws IOException {
        for (int append = 0; append < GraphTrial.STEPS; append++) {
            long start = System.nanoTime();
            probe.append(PAGE);
            times.add(System.nanoTime() - start);
        }
    }

    /** Reports what a step costs that asks for none of the task's constraints. */
    private void idle(Report report, GraphTrial trial, int constraints) throws Exception {
        CompiledGraph<AgentState> plain = trial.plain(GraphTrial.GraphShape.CHAIN);
        CompiledGraph<AgentState> attached = trial.attached(GraphTrial.GraphShape.CHAIN, GraphTrial.NodeWork.NOTHING);
        Durations without = new Durations();
        Durations with = new Durations();
        RunnableConfig config = trial.prepared(constraints, Kind.CONSTRAINT);
        for (int run = -runs / WARM_UP; run < runs; run++) {
            GraphTrial.run(plain, Map.of(), config, run < 0 ? new Durations() : without);
            GraphTrial.run(attached, Map.of(), config, run < 0 ? new Durations() : with);
        }
        String name = "step that does nothing, %,d constraints, added by the memory, p50".formatted(constraints);
        report.add(Figure.of(name, with.millis(0.5) - without.millis(0.5), "ms").atMost(0.3));
    }

    private void state(Report report, GraphTrial trial) throws Exception {
        CompiledGraph<AgentState> attached = trial.attached(GraphTrial.GraphShape.CHAIN, GraphTrial.NodeWork.REMEMBERS);
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
        CompiledGraph<AgentState> plain = trial.plain(GraphTrial.GraphShape.CHAIN);
        CompiledGraph<AgentState> attached = trial.attached(GraphTrial.GraphShape.CHAIN, GraphTrial.NodeWork.RECALLS);
        Durations inState = new Durations();
        Durations inMemory = new Durations();
        for (int run = -1; run < Math.max(1, runs / 10); run++) {
            RunnableConfig config = trial.prepared(memories);
            GraphTrial.run(plain, GraphTrial.naive(memories), config, run < 0 ? new Durations() : inState);
            GraphTrial.run(attached, Map.of(), config, run < 0 ? new Durations() : inMemory);
        }
        String step = "step with %,d memories ".formatted(memories);
        report.add(Figure.of(step + "in the state, p50", inState.millis(0.5), "ms"));
        report.add(Figure.of(step + "in the memory, with a recall, p50", inMemory.millis(0.5), "ms"));
    }
}
