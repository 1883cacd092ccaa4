package dev.commonground.benchmarks.remember;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.benchmarks.measure.ScratchSchema;
import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.benchmarks.writers.Writers;
import dev.commonground.postgres.PostgresStore;
import dev.commonground.recall.RecallRequest;
import dev.commonground.store.RandomNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares the store in PostgreSQL with plain SQL over the same connections, and with the embedded store. */
@Command(
        name = "postgres",
        description =
                "PostgreSQL: writes compared with a plain insert, recall with SQLite's, throughput of many writers.")
public final class PostgresBenchmark implements Callable<Integer> {

    private static final int VECTOR_BYTES = 1_536;
    private static final int WARM_UP = 5;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Parameters(index = "0", paramLabel = "URL", description = "A database; the role must be able to create schemas")
    private String url = "";

    @Option(
            names = "--writes",
            description = "Measured writes, after as many to warm up (default: ${DEFAULT-VALUE})",
            defaultValue = "5000")
    private int writes;

    @Option(
            names = "--memories",
            description = "Memories to recall from (default: ${DEFAULT-VALUE})",
            defaultValue = "1000")
    private int memories;

    @Option(
            names = "--writers",
            description = "Maximum number of concurrent writers (default: ${DEFAULT-VALUE})",
            defaultValue = "32")
    private int writers;

    /** Creates the command. */
    public PostgresBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        try (HikariDataSource pool = pool();
                ScratchSchema schema = ScratchSchema.in(pool);
                WorkFolder folder = WorkFolder.make();
                SharedMemory sqlite =
                        Writers.Recall.BY_VECTORS.open(folder.path().resolve("recall.db"));
                SharedMemory memory = memory(schema)) {
            double trip = roundTrip(report, pool);
            write(report, memory, schema);
            recall(report, memory, sqlite, trip);
            for (int threads = 1; threads <= writers; threads *= 2) {
                report.add(throughput(memory, threads, true));
                report.add(throughput(memory, threads, false));
            }
        }
    }

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(Math.max(4, writers));
        return new HikariDataSource(config);
    }

    private static SharedMemory memory(ScratchSchema schema) {
        return Writers.Recall.BY_VECTORS.open(SharedMemory.builder(
                PostgresStore.builder(schema.pool()).schema(schema.name()).open()));
    }

    private double roundTrip(Report report, DataSource pool) throws Exception {
        Durations trips = new Durations();
        for (int i = -writes / WARM_UP; i < writes; i++) {
            long start = System.nanoTime();
            ScratchSchema.execute(pool, "SELECT 1");
            if (i >= 0) {
                trips.add(System.nanoTime() - start);
            }
        }
        report.add(Figure.of("a round trip, p50", trips.millis(0.5), "ms"));
        return trips.millis(0.5);
    }

    private void write(Report report, SharedMemory memory, ScratchSchema schema) throws Exception {
        InsertTimes times = writes(memory.task("alone").agent("writer"), schema);
        double limit = times.insert.millis(0.5);
        report.add(Figure.of("a plain insert and commit, p50", limit, "ms"));
        report.add(Figure.of("remember, p50", times.remember.millis(0.5) / limit, "x")
                .atMost(1.5)
                .limit("plain insert", 1));
        report.add(Figure.of("remember, p99", times.remember.millis(0.99) / limit, "x")
                .limit("plain insert, p99", times.insert.millis(0.99) / limit));
    }

    /** The durations of plain inserts and of writes. */
    private record InsertTimes(Durations insert, Durations remember) {}

    /** Alternates writes and plain inserts of the same size, so both run under the same load. */
    private InsertTimes writes(AgentMemory agent, ScratchSchema schema) throws SQLException {
        String table = schema.name() + ".plain";
        ScratchSchema.execute(
                schema.pool(), "CREATE TABLE %s (id bigint PRIMARY KEY, text text, vector bytea)".formatted(table));
        InsertTimes times = new InsertTimes(new Durations(), new Durations());
        for (int i = -writes; i < writes; i++) {
            String text = Writers.text("alone", i);
            long start = System.nanoTime();
            insert(schema.pool(), table, i, text);
            long inserted = System.nanoTime();
            agent.remember(text);
            long written = System.nanoTime();
            if (i >= 0) {
                times.insert.add(inserted - start);
                times.remember.add(written - inserted);
            }
        }
        return times;
    }

    private static void insert(DataSource pool, String table, long id, String text) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("INSERT INTO %s VALUES (?, ?, ?)".formatted(table))) {
            statement.setLong(1, id);
            statement.setString(2, text);
            statement.setBytes(3, new byte[VECTOR_BYTES]);
            statement.executeUpdate();
        }
    }

    private void recall(Report report, SharedMemory postgres, SharedMemory sqlite, double trip) {
        AgentMemory remote = filled(postgres);
        AgentMemory local = filled(sqlite);
        Durations remoteTimes = new Durations();
        Durations localTimes = new Durations();
        for (int i = -writes / WARM_UP; i < writes; i++) {
            boolean warm = i >= 0;
            RecallRequest request = RecallRequest.builder(Writers.text("recall", Math.floorMod(i, memories)))
                    .limit(10)
                    .build();
            int found = matches(local, request, warm ? localTimes : new Durations());
            int same = matches(remote, request, warm ? remoteTimes : new Durations());
            if (found != same) {
                throw new IllegalStateException("SQLite finds %d, PostgreSQL %d".formatted(found, same));
            }
        }
        double sqliteTime = localTimes.millis(0.5);
        report.add(Figure.of("recall from SQLite, p50", sqliteTime, "ms"));
        report.add(Figure.of("recall, p50", remoteTimes.millis(0.5), "ms")
                .atMost(1.3 * sqliteTime + trip)
                .limit("SQLite", sqliteTime));
    }

    private static int matches(AgentMemory reader, RecallRequest request, Durations times) {
        long start = System.nanoTime();
        int found = reader.recall(request).size();
        times.add(System.nanoTime() - start);
        return found;
    }

    private AgentMemory filled(SharedMemory memory) {
        AgentMemory agent = memory.task("recall").agent("reader");
        for (int i = 0; i < memories; i++) {
            agent.remember(Writers.text("recall", i));
        }
        return agent;
    }

    private Figure throughput(SharedMemory memory, int threads, boolean oneTask) throws Exception {
        int each = Math.max(1, writes / threads / 2);
        String run = RandomNames.next();
        List<AgentMemory> agents = IntStream.range(0, threads)
                .mapToObj(t -> memory.task(run + (oneTask ? "" : t)).agent("writer-" + t))
                .toList();
        String name = "throughput, %d writers on %s".formatted(threads, oneTask ? "one task" : "separate tasks");
        return Figure.of(name, Writers.together(agents, each).perSecond(), "/s");
    }
}
