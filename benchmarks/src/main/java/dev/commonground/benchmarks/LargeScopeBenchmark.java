package dev.commonground.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.RandomNames;
import dev.commonground.memory.Scope;
import dev.commonground.minilm.MiniLmEmbeddingModel;
import dev.commonground.postgres.PostgresStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures recall from a scope that is larger than the heap budget, at home and in the database. */
@Command(
        name = "large",
        description =
                "A scope larger than the heap budget in PostgreSQL with the vector extension: recall@10, time, heap.")
final class LargeScopeBenchmark implements Callable<Integer> {

    private static final int NEAREST = 10;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Mixin
    private TrialOptions trial = new TrialOptions();

    @Parameters(
            index = "0",
            paramLabel = "URL",
            description = "A database with the extension whose role may make schemas")
    private String url = "";

    @Option(names = "--size", description = "Memories in the scope (default: ${DEFAULT-VALUE})", defaultValue = "10000")
    private int size;

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        String schema = "bench_" + RandomNames.next();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            execute(pool, "CREATE EXTENSION IF NOT EXISTS vector");
            try {
                measure(report, Corpus.embedded(new MiniLmEmbeddingModel(), trial.sentences()), pool, schema);
            } finally {
                execute(pool, "DROP SCHEMA IF EXISTS %s CASCADE".formatted(schema));
            }
        }
    }

    private void measure(Report report, Corpus corpus, DataSource pool, String schema) {
        try (MemoryStore store = PostgresStore.builder(pool).schema(schema).open()) {
            new StoreLoader(corpus).load(store, 1, size);
            List<Set<String>> nearest = corpus.nearest(corpus.wordless(), 0, size, NEAREST);
            try (SharedMemory home = open(corpus, pool, schema, Long.MAX_VALUE)) {
                recall(report, corpus, home, nearest, "at home");
            }
            report.add(Figure.of("making the index", seconds(() -> await(store)), "s"));
            try (SharedMemory far = open(corpus, pool, schema, 1)) {
                recall(report, corpus, far, nearest, "in the database");
            }
        }
    }

    private static SharedMemory open(Corpus corpus, DataSource pool, String schema, long budget) {
        return SharedMemory.builder(PostgresStore.builder(pool).schema(schema).open())
                .embeddings(corpus.provider())
                .indexBudget(budget)
                .open();
    }

    private static void execute(DataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void await(MemoryStore store) {
        String scope = store.find(SharedMemory.DEFAULT_OWNER, Scope.task(StoreLoader.task(0)))
                .orElseThrow()
                .id();
        long start = System.nanoTime();
        while (store.vectors(scope, Corpus.MODEL, 0).isEmpty()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("The database does not search: has it the extension vector?");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static void recall(
            Report report, Corpus corpus, SharedMemory memory, List<Set<String>> nearest, String where) {
        AgentMemory reader = memory.task(StoreLoader.task(0)).agent("reader");
        report.add(Figure.of("first recall, " + where, seconds(() -> reader.recall("warm up", 1)), "s"));
        double found = 0;
        for (int q = 0; q < nearest.size(); q++) {
            Set<String> expected = nearest.get(q);
            found += (double) reader.recall(Filters.request(corpus.wordless().get(q))).stream()
                            .filter(match -> expected.contains(match.memory().text()))
                            .count()
                    / expected.size();
        }
        report.add(Figure.of("vector part, recall@10, " + where, found / nearest.size(), "of 1")
                .atLeast(0.95));
        Durations times = new Durations();
        for (String question : corpus.questions()) {
            long start = System.nanoTime();
            reader.recall(Filters.request(question));
            times.add(System.nanoTime() - start);
        }
        report.add(Figure.of("hybrid recall, p50, " + where, times.millis(0.5), "ms"));
    }
}
