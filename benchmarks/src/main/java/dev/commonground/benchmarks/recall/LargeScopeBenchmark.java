package dev.commonground.benchmarks.recall;

import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.corpus.Corpus;
import dev.commonground.benchmarks.corpus.Filters;
import dev.commonground.benchmarks.corpus.StoreLoader;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.benchmarks.measure.ScratchSchema;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.minilm.MiniLmEmbeddingModel;
import dev.commonground.postgres.PostgresStore;
import dev.commonground.store.MemoryStore;
import java.sql.SQLException;
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

/** Measures recall from a scope that exceeds the heap budget, in the client and in the database. */
@Command(
        name = "large",
        description =
                "A scope that exceeds the heap budget, in PostgreSQL with the vector extension: recall@10 and times.")
public final class LargeScopeBenchmark implements Callable<Integer> {

    /** PostgreSQL answers with this state if an extension is not installed. */
    private static final String NOT_SUPPORTED = "0A000";

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Mixin
    private TrialOptions trial = new TrialOptions();

    @Parameters(
            index = "0",
            paramLabel = "URL",
            description = "A database with the extension; the role must be able to create schemas")
    private String url = "";

    @Option(names = "--size", description = "Memories in the scope (default: ${DEFAULT-VALUE})", defaultValue = "10000")
    private int size;

    /** Creates the command. */
    public LargeScopeBenchmark() {}

    @Override
    public Integer call() throws Exception {
        try {
            return options.report(System.out, this::measure);
        } catch (SQLException e) {
            if (NOT_SUPPORTED.equals(e.getSQLState())) {
                System.out.println("This server has no extension vector: install pgvector on it");
                return 1;
            }
            throw e;
        }
    }

    private void measure(Report report) throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            ScratchSchema.execute(pool, "CREATE EXTENSION IF NOT EXISTS vector");
            try (ScratchSchema schema = ScratchSchema.in(pool)) {
                Corpus corpus = Corpus.embedded(new MiniLmEmbeddingModel(), trial.sentences());
                measure(report, corpus, pool, schema.name());
            }
        }
    }

    private void measure(Report report, Corpus corpus, DataSource pool, String schema) {
        try (MemoryStore store = PostgresStore.builder(pool).schema(schema).open()) {
            new StoreLoader(corpus).load(store, 1, size);
            List<Set<MemoryId>> expected;
            try (SharedMemory client = open(corpus, pool, schema, Long.MAX_VALUE)) {
                expected = Filters.exhaustive(reader(client), corpus.wordless(), size);
                recall(report, corpus, client, expected, "in the client");
            }
            report.add(Figure.of("creating the index", seconds(() -> await(store)), "s"));
            try (SharedMemory database = open(corpus, pool, schema, 1)) {
                recall(report, corpus, database, expected, "in the database");
            }
        }
    }

    private static SharedMemory open(Corpus corpus, DataSource pool, String schema, long budget) {
        return SharedMemory.builder(PostgresStore.builder(pool).schema(schema).open())
                .embeddings(corpus.provider())
                .indexBudget(budget)
                .open();
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
                throw new IllegalStateException(
                        "The database has no vector index after 30 minutes: check that it has the extension vector");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static void recall(
            Report report, Corpus corpus, SharedMemory memory, List<Set<MemoryId>> expected, String where) {
        AgentMemory reader = reader(memory);
        report.add(Figure.of("first recall, " + where, seconds(() -> reader.recall("warm up", 1)), "s"));
        double found = Filters.recall(reader, corpus.wordless(), expected);
        report.add(Figure.of("recall@10 of an exhaustive search, vectors alone, " + where, found, "of 1")
                .atLeast(0.95));
        report.add(
                Figure.of("hybrid recall, p50, " + where, times(reader, corpus).millis(0.5), "ms"));
    }

    private static AgentMemory reader(SharedMemory memory) {
        return memory.task(StoreLoader.task(0)).agent("reader");
    }

    private static Durations times(AgentMemory reader, Corpus corpus) {
        Durations times = new Durations();
        for (String question : corpus.questions()) {
            long start = System.nanoTime();
            reader.recall(Filters.request(question));
            times.add(System.nanoTime() - start);
        }
        return times;
    }
}
