package dev.commonground.benchmarks.graph;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.benchmarks.writers.FsyncProbe;
import dev.commonground.benchmarks.writers.Writers;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.memory.Kind;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.nio.file.Path;
import java.util.List;
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
public final class GraphBenchmark implements Callable<Integer> {

    private static final int KNOWN = 100;
    private static final int WARM_UP = 4;

    /** Steps with an embedding take longer, so fewer runs are measured. */
    private static final int EMBEDDED = 4;

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

    @Option(names = "--no-embedding", description = "Leave out the graphs whose texts are embedded by MiniLM")
    private boolean withoutEmbedding;

    /** Creates the command. */
    public GraphBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    /**
     * What the graphs of a row have in common.
     *
     * @param kind the kind of the memories on the task
     */
    private record GraphSetting(Writers.Recall recall, Kind kind, GraphTrial.CheckpointPlace checkpoints) {

        private static final GraphSetting PLAIN =
                new GraphSetting(Writers.Recall.BY_KEYWORDS, Kind.FINDING, GraphTrial.CheckpointPlace.HEAP);

        private static final List<GraphSetting> WITHOUT_EMBEDDING = List.of(
                PLAIN,
                new GraphSetting(Writers.Recall.BY_KEYWORDS, Kind.CONSTRAINT, GraphTrial.CheckpointPlace.HEAP),
                new GraphSetting(Writers.Recall.BY_KEYWORDS, Kind.FINDING, GraphTrial.CheckpointPlace.DURABLE),
                new GraphSetting(Writers.Recall.BY_VECTORS, Kind.CONSTRAINT, GraphTrial.CheckpointPlace.DURABLE));

        private static final GraphSetting EMBEDDING =
                new GraphSetting(Writers.Recall.BY_MINILM, Kind.CONSTRAINT, GraphTrial.CheckpointPlace.DURABLE);

        @Override
        public String toString() {
            return "%ss, %s, %s checkpoints"
                    .formatted(kind, recall, checkpoints)
                    .toLowerCase(Locale.ROOT);
        }
    }

    private void measure(Report report) throws Exception {
        try (WorkFolder folder = WorkFolder.make()) {
            for (GraphSetting setting : GraphSetting.WITHOUT_EMBEDDING) {
                overheads(report, folder.path(), setting);
            }
            if (!withoutEmbedding) {
                overheads(report, folder.path(), GraphSetting.EMBEDDING);
            }
            try (SharedMemory memory =
                    GraphSetting.PLAIN.recall.open(folder.path().resolve("memory.db"))) {
                sizes(report, new GraphTrial(memory, GraphTrial.CheckpointPlace.HEAP));
            }
        }
    }

    private void sizes(Report report, GraphTrial trial) throws Exception {
        for (int constraints : binding) {
            idle(report, trial, constraints);
        }
        state(report, trial);
        for (int memories : naive) {
            naive(report, trial, memories);
        }
    }

    private void overheads(Report report, Path folder, GraphSetting setting) throws Exception {
        try (SharedMemory memory = setting.recall.open(folder.resolve(setting + ".db"));
                FsyncProbe probe = FsyncProbe.ofRemember(folder.resolve(setting + " probed.db"), setting.recall)) {
            GraphTrial trial = new GraphTrial(memory, setting.checkpoints);
            for (GraphRow row : GraphRow.ALL) {
                report(report, row, setting, times(trial, probe, setting, row));
            }
        }
    }

    /** A graph and the work of its nodes. */
    private record GraphRow(GraphTrial.GraphShape shape, GraphTrial.NodeWork work) {

        private static final List<GraphRow> ALL = List.of(
                new GraphRow(GraphTrial.GraphShape.CHAIN, GraphTrial.NodeWork.NOTHING),
                new GraphRow(GraphTrial.GraphShape.CHAIN, GraphTrial.NodeWork.RECALLS),
                new GraphRow(GraphTrial.GraphShape.CHAIN, GraphTrial.NodeWork.REMEMBERS),
                new GraphRow(GraphTrial.GraphShape.FORKS, GraphTrial.NodeWork.REMEMBERS),
                new GraphRow(GraphTrial.GraphShape.FORKS_ON_AN_EXECUTOR, GraphTrial.NodeWork.REMEMBERS));

        private int width() {
            return shape == GraphTrial.GraphShape.CHAIN ? 1 : 2;
        }

        /** Returns the number of commits that a step needs at least; both branches share one, and the join has another. */
        private int syncs() {
            return work == GraphTrial.NodeWork.REMEMBERS ? width() : 0;
        }

        private int embeddings() {
            return work == GraphTrial.NodeWork.NOTHING ? 0 : width();
        }

        /** Returns the milliseconds that a step may take beside its syncs and embeddings. */
        private double beside() {
            return switch (work) {
                case NOTHING -> 0.3;
                case RECALLS -> 1;
                case REMEMBERS -> width() > 1 ? 1 : 0.7;
            };
        }
    }

    private static void report(Report report, GraphRow row, GraphSetting setting, StepTimes times) {
        String name = "%s, each %s, %s"
                .formatted(row.shape, row.work, setting)
                .replace('_', ' ')
                .toLowerCase(Locale.ROOT);
        report.add(Figure.of(name + ", without a memory, p50", times.without.millis(0.5), "ms"));
        double least = row.syncs() * times.sync.millis(0.5) + row.embeddings() * times.embedding.millis(0.5);
        double added = times.with.millis(0.5) - times.without.millis(0.5);
        report.add(Figure.of(name + ", added by the memory, p50", added, "ms")
                .atMost(least + row.beside())
                .limit(row.syncs() + " x fdatasync and the embeddings", least));
    }

    /** The durations of steps without and with the memory, of a durable overwrite, and of an embedding. */
    private record StepTimes(Durations without, Durations with, Durations sync, Durations embedding) {

        private static StepTimes none() {
            return new StepTimes(new Durations(), new Durations(), new Durations(), new Durations());
        }
    }

    /** Alternates both graphs and the probes, so that all run under the same load. */
    private StepTimes times(GraphTrial trial, FsyncProbe probe, GraphSetting setting, GraphRow row) throws Exception {
        CompiledGraph<AgentState> plain = trial.plain(row.shape);
        CompiledGraph<AgentState> attached = trial.attached(row.shape, row.work);
        EmbeddingModel model = setting.recall.provider().load();
        StepTimes times = StepTimes.none();
        int measured = setting.recall == Writers.Recall.BY_MINILM ? Math.max(1, runs / EMBEDDED) : runs;
        for (int run = -measured / WARM_UP; run < measured; run++) {
            RunnableConfig config = row.shape.in(trial.prepared(KNOWN, setting.kind));
            StepTimes into = run < 0 ? StepTimes.none() : times;
            GraphTrial.run(plain, Map.of(), config, into.without);
            GraphTrial.run(attached, Map.of(), config, into.with);
            limits(probe, model, row.work, String.valueOf(run), into);
        }
        return times;
    }

    private static void limits(
            FsyncProbe probe, EmbeddingModel model, GraphTrial.NodeWork work, String run, StepTimes times)
            throws Exception {
        for (int step = 0; step < GraphTrial.STEPS; step++) {
            String text = work.text("node%d of limit-%s".formatted(step, run));
            probe.time(times.sync);
            times.embedding.time(() -> model.embed(text));
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
