package dev.commonground.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.log.RandomNames;
import dev.commonground.postgres.PostgresStore;
import dev.commonground.recall.RecallRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the store for several machines beside bare SQL over the same connections, and beside the embedded store. */
@Command(
        name = "postgres",
        description = "PostgreSQL: writes beside a bare insert, recall beside SQLite's, throughput of many writers.")
final class PostgresBenchmark implements Callable<Integer> {

    private static final int VECTOR_BYTES = 1_536;
    private static final int WARM_UP = 5;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Parameters(index = "0", paramLabel = "URL", description = "A database whose role may make schemas")
    private String url = "";

    @Option(
            names = "--writes",
            description = "Writes to time, after as many to warm up (default: ${DEFAULT-VALUE})",
            defaultValue = "5000")
    private int writes;

    @Option(
            names = "--memories",
            description = "Memories to recall from (default: ${DEFAULT-VALUE})",
            defaultValue = "1000")
    private int memories;

    @Option(
            names = "--writers",
            description = "The most writers at once (default: ${DEFAULT-VALUE})",
            defaultValue = "32")
    private int writers;

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        String schema = "bench_" + RandomNames.next();
        try (HikariDataSource pool = pool();
                WorkFolder folder = WorkFolder.make();
                SharedMemory sqlite =
                        Writers.Recall.BY_VECTORS.open(folder.path().resolve("recall.db"))) {
            try (SharedMemory memory = memory(pool, schema)) {
                double trip = roundTrip(report, pool);
                write(report, memory, pool, schema);
                recall(report, memory, sqlite, trip);
                for (int threads = 1; threads <= writers; threads *= 2) {
                    report.add(throughput(memory, threads, true));
                    report.add(throughput(memory, threads, false));
                }
            } finally {
                execute(pool, "DROP SCHEMA %s CASCADE".formatted(schema));
            }
        }
    }

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(Math.max(4, writers));
        return new HikariDataSource(config);
    }

    private static SharedMemory memory(DataSource pool, String schema) {
        return Writers.Recall.BY_VECTORS.open(
                SharedMemory.builder(PostgresStore.builder(pool).schema(schema).open()));
    }

    private static void execute(DataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private double roundTrip(Report report, DataSource pool) throws Exception {
        Durations trips = new Durations();
        for (int i = -writes / WARM_UP; i < writes; i++) {
            long start = System.nanoTime();
            execute(pool, "SELECT 1");
            if (i >= 0) {
                trips.add(System.nanoTime() - start);
            }
        }
        report.add(Figure.of("a round trip, p50", trips.millis(0.5), "ms"));
        return trips.millis(0.5);
    }

    /** Writes in turn with bare inserts of as many bytes, so that both meet the same server. */
    private void write(Report report, SharedMemory memory, DataSource pool, String schema) throws Exception {
        String table = schema + ".bare";
        execute(pool, "CREATE TABLE %s (id bigint PRIMARY KEY, text text, vector bytea)".formatted(table));
        AgentMemory agent = memory.task("alone").agent("writer");
        Durations bare = new Durations();
        Durations remember = new Durations();
        for (int i = -writes; i < writes; i++) {
            String text = Writers.text("alone", i);
            long start = System.nanoTime();
            insert(pool, table, i, text);
            long inserted = System.nanoTime();
            agent.remember(text);
            long written = System.nanoTime();
            if (i >= 0) {
                bare.add(inserted - start);
                remember.add(written - inserted);
            }
        }
        double limit = bare.millis(0.5);
        report.add(Figure.of("a bare insert and commit, p50", limit, "ms"));
        report.add(Figure.of("remember, p50", remember.millis(0.5) / limit, "x")
                .atMost(1.5)
                .limit("bare insert", 1));
        report.add(Figure.of("remember, p99", remember.millis(0.99) / limit, "x")
                .limit("bare insert, p99", bare.millis(0.99) / limit));
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
        AgentMemory there = filled(postgres);
        AgentMemory here = filled(sqlite);
        Durations far = new Durations();
        Durations near = new Durations();
        for (int i = -writes / WARM_UP; i < writes; i++) {
            RecallRequest request = RecallRequest.builder(Writers.text("recall", Math.floorMod(i, memories)))
                    .limit(10)
                    .build();
            long start = System.nanoTime();
            int found = here.recall(request).size();
            long local = System.nanoTime();
            int same = there.recall(request).size();
            long remote = System.nanoTime();
            if (found != same) {
                throw new IllegalStateException("SQLite finds %d, PostgreSQL %d".formatted(found, same));
            }
            if (i >= 0) {
                near.add(local - start);
                far.add(remote - local);
            }
        }
        double most = 1.3 * near.millis(0.5) + trip;
        report.add(Figure.of("recall of SQLite, p50", near.millis(0.5), "ms"));
        report.add(Figure.of("recall, p50", far.millis(0.5), "ms").atMost(most).limit("SQLite's", near.millis(0.5)));
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
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CyclicBarrier start = new CyclicBarrier(threads + 1);
        String run = RandomNames.next();
        List<Future<Boolean>> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            AgentMemory agent = memory.task(run + (oneTask ? "" : t)).agent("writer-" + t);
            String name = "writer-" + t;
            running.add(pool.submit(() -> {
                start.await();
                for (int i = 0; i < each; i++) {
                    agent.remember(Writers.text(name, i));
                }
                return true;
            }));
        }
        start.await();
        long begun = System.nanoTime();
        for (Future<Boolean> one : running) {
            one.get();
        }
        double perSecond = (double) threads * each / (System.nanoTime() - begun) * 1e9;
        pool.shutdown();
        return Figure.of(
                "throughput, %d writers on %s".formatted(threads, oneTask ? "one task" : "a task each"),
                perSecond,
                "/s");
    }
}
