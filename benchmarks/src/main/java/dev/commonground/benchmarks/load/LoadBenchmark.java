package dev.commonground.benchmarks.load;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.benchmarks.measure.ScratchSchema;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads one PostgreSQL server with the agents of many tasks from several processes, and counts what a step needs. */
@Command(
        name = "load",
        description =
                "Agents of many tasks from several processes on one PostgreSQL: statements, round trips, bytes and"
                        + " busy connections of a step.")
public final class LoadBenchmark implements Callable<Integer> {

    private static final int GOAL = 4;
    private static final double KILO = 1e3;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Parameters(index = "0", paramLabel = "URL", description = "A database; the role must be able to create schemas")
    private String url = "";

    @Option(names = "--tasks", description = "Tasks (default: ${DEFAULT-VALUE})", defaultValue = "1000")
    private int tasks;

    @Option(
            names = "--agents",
            description = "Agents of each task, spread over the processes (default: ${DEFAULT-VALUE})",
            defaultValue = "8")
    private int agents;

    @Option(
            names = "--memories",
            description = "Memories of each task before the load (default: ${DEFAULT-VALUE})",
            defaultValue = "50")
    private int memories;

    @Option(names = "--processes", description = "Processes (default: ${DEFAULT-VALUE})", defaultValue = "4")
    private int processes;

    @Option(
            names = "--threads",
            description = "Threads of each process (default: ${DEFAULT-VALUE})",
            defaultValue = "4")
    private int threads;

    @Option(
            names = "--pool",
            description = "Connections of each process (default: ${DEFAULT-VALUE})",
            defaultValue = "10")
    private int pool;

    @Option(
            names = "--steps",
            description = "Measured steps of each agent, after its first one (default: ${DEFAULT-VALUE})",
            defaultValue = "2")
    private int steps;

    /** Creates the command. */
    public LoadBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        try (HikariDataSource server = server();
                ScratchSchema schema = ScratchSchema.in(server)) {
            LoadPlan plan = new LoadPlan(url, schema.name(), tasks, agents, memories, processes, threads, pool);
            measure(report, server, plan);
        }
    }

    private void measure(Report report, HikariDataSource server, LoadPlan plan) throws Exception {
        List<RunningProcess> running = new ArrayList<>();
        try {
            for (int number = 0; number < processes; number++) {
                running.add(new RunningProcess(plan, number));
            }
            measure(report, server, plan, running);
        } finally {
            running.forEach(RunningProcess::close);
        }
    }

    private HikariDataSource server() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }

    private void measure(Report report, HikariDataSource server, LoadPlan plan, List<RunningProcess> running)
            throws Exception {
        together(running, "fill");
        phase(server, running).into(report, "first step of an agent", Double.POSITIVE_INFINITY);
        ServerSize before = ServerSize.now(server, plan.schema());
        LoadPhase later = phase(server, running);
        for (int step = 1; step < steps; step++) {
            later = later.plus(phase(server, running));
        }
        ServerSize after = ServerSize.now(server, plan.schema());
        later.into(report, "step", GOAL);
        size(report, before, after, later.steps());
        running.get(0).begin("alone");
        alone(report, running.get(0).next());
    }

    private void size(Report report, ServerSize before, ServerSize after, long measured) {
        long all = (long) tasks * memories + (long) tasks * agents * (1 + steps);
        report.add(Figure.of("write-ahead log of a step", (after.log() - before.log()) / KILO / measured, "KB"));
        report.add(Figure.of("tables and indexes of a memory", after.disk() / KILO / all, "KB"));
    }

    /** Runs a phase in all processes at once and returns their lines. */
    private static List<String> together(List<RunningProcess> running, String phase) throws IOException {
        for (RunningProcess process : running) {
            process.begin(phase);
        }
        List<String> lines = new ArrayList<>();
        for (RunningProcess process : running) {
            lines.add(process.next());
        }
        return lines;
    }

    private static LoadPhase phase(HikariDataSource server, List<RunningProcess> running) throws Exception {
        BusyConnections busy = new BusyConnections(server);
        Thread sampling = new Thread(busy::run, "busy-connections");
        sampling.start();
        long start = System.nanoTime();
        List<String> lines = together(running, "steps");
        double seconds = (System.nanoTime() - start) / 1e9;
        busy.end();
        sampling.join();
        return LoadPhase.of(lines, seconds, busy);
    }

    private void alone(Report report, String line) {
        double[] trips =
                Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
        int agentsOfTheFirst = tasks * ((agents + processes - 1) / processes);
        double counted = Math.min(LoadProcess.ALONE, agentsOfTheFirst);
        int at = 0;
        for (LoadAgents.StepPart part : LoadAgents.StepPart.values()) {
            String name = "  round trips of a step alone, " + part.name().toLowerCase(Locale.ROOT);
            report.add(Figure.of(name, trips[at++] / counted, "trips"));
        }
        report.add(Figure.of("round trips of a step alone", Arrays.stream(trips).sum() / counted, "trips")
                .atMost(GOAL));
    }
}
