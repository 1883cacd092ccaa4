package dev.commonground.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.benchmarks.writers.Writers;
import dev.commonground.postgres.PostgresStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A process of a load. It runs one phase for each line that it reads, and prints the phase's figures on one line. */
final class LoadProcess {

    /** The steps that are counted by their parts. */
    static final int ALONE = 200;

    private LoadProcess() {}

    /** Runs; the first argument is the number of the process, the others are the plan. */
    public static void main(String[] args) throws Exception {
        int process = Integer.parseInt(args[0]);
        LoadPlan plan = LoadPlan.parse(Arrays.asList(args).subList(1, args.length));
        try (HikariDataSource pool = pool(plan);
                SharedMemory memory = Writers.Recall.BY_VECTORS.open(SharedMemory.builder(
                        PostgresStore.builder(pool).schema(plan.schema()).open()));
                BufferedReader phases = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            run(new LoadAgents(plan, memory, process), phases, process);
        }
    }

    private static void run(LoadAgents agents, BufferedReader phases, int process) throws Exception {
        System.out.println("ready");
        for (String phase = phases.readLine(); phase != null; phase = phases.readLine()) {
            System.out.println(run(agents, phase, process));
        }
    }

    private static HikariDataSource pool(LoadPlan plan) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(plan.url());
        config.setMaximumPoolSize(plan.pool());
        config.addDataSourceProperty("socketFactory", CountingSockets.class.getName());
        return new HikariDataSource(config);
    }

    private static String run(LoadAgents agents, String phase, int process) throws Exception {
        return switch (phase) {
            case "fill" -> {
                agents.fill(process);
                yield "filled";
            }
            case "alone" -> alone(agents);
            default -> steps(agents);
        };
    }

    private static String steps(LoadAgents agents) throws Exception {
        WireCounts before = WireCounts.ALL.now();
        Durations times = agents.steps();
        WireCounts counts = WireCounts.ALL.now().minus(before);
        return "%s %d %.0f %.0f"
                .formatted(counts.line(), times.size(), 1e6 * times.millis(0.5), 1e6 * times.millis(0.95));
    }

    /** Counts the round trips of each part of steps that nothing else runs beside. */
    private static String alone(LoadAgents agents) {
        Map<LoadAgents.StepPart, Long> trips = new EnumMap<>(LoadAgents.StepPart.class);
        long[] last = {WireCounts.ALL.now().trips()};
        agents.alone(ALONE, part -> {
            long now = WireCounts.ALL.now().trips();
            trips.merge(part, now - last[0], Long::sum);
            last[0] = now;
        });
        return Arrays.stream(LoadAgents.StepPart.values())
                .map(part -> String.valueOf(trips.getOrDefault(part, 0L)))
                .collect(Collectors.joining(" "));
    }
}
