package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.Step;
import dev.commonground.StepRequest;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.MemoryId;
import dev.commonground.recall.EmbeddingModelProvider;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Counts round trips to the server: every statement that the driver prepares is one, or every answer that a thread waits for
 * at the driver's sockets.
 */
class RoundTripsTest {

    final String schema = TestServer.newSchema();
    final AtomicInteger queries = new AtomicInteger();

    SharedMemory open() {
        return memory().keywordsOnly().open();
    }

    private SharedMemory.Builder memory() {
        DataSource source = TestServer.source();
        Thread caller = Thread.currentThread();
        DataSource counted = JdbcProxy.changing(
                DataSource.class,
                source,
                (method, result) -> result instanceof Connection connection ? counted(connection, caller) : result);
        return SharedMemory.builder(
                PostgresStore.builder(counted).schema(schema).open());
    }

    private Connection counted(Connection connection, Thread caller) {
        return JdbcProxy.changing(Connection.class, connection, (method, result) -> {
            if (method.equals("prepareStatement") && Thread.currentThread() == caller) {
                queries.incrementAndGet();
            }
            return result;
        });
    }

    @Test
    void aRecallOfUnchangedScopesIsOneQuery() {
        try (SharedMemory here = open();
                SharedMemory there = SharedMemory.builder(PostgresStore.builder(TestServer.source())
                                .schema(schema)
                                .open())
                        .keywordsOnly()
                        .open()) {
            AgentMemory reader = here.task("a").agent("reader");
            AgentMemory writer = there.task("a").agent("writer");
            writer.remember("The client wants figures");
            assertThat(reader.recall("figures", 1)).hasSize(1);

            queries.set(0);
            assertThat(reader.recall("figures", 1)).hasSize(1);
            assertThat(queries).hasValue(1);

            writer.remember("The figures are in the annex");
            there.task("a").agent("reader").privately().remember("Figures bore me");
            assertThat(reader.recall("figures", 5)).hasSize(3);
        }
    }

    @Test
    void whatOthersWroteIsReadWithItsVectorsInOneQuery() {
        EmbeddingModelProvider model = EmbeddingModelProvider.of("clusters", new ClusteredModel());
        try (SharedMemory here = memory().embeddings(model).open();
                SharedMemory there = SharedMemory.builder(PostgresStore.builder(TestServer.source())
                                .schema(schema)
                                .open())
                        .embeddings(model)
                        .open()) {
            AgentMemory reader = here.task("a").agent("reader");
            AgentMemory writer = there.task("a").agent("writer");
            writer.remember("The client wants figures");
            assertThat(reader.recall("figures", 1)).hasSize(1);
            writer.remember("The figures are in the annex");

            queries.set(0);
            assertThat(reader.recall("figures", 5)).hasSize(2);

            assertThat(queries).as("positions with what is new").hasValue(1);
        }
    }

    @Test
    void anErasureOfManyMemoriesTakesAsManyQueriesAsOne() {
        try (SharedMemory here = open()) {
            AgentMemory writer = here.task("a").agent("writer");
            List<MemoryId> ids = IntStream.range(0, 12)
                    .mapToObj(i -> writer.remember("The client wants figure " + i)
                            .memory()
                            .id())
                    .toList();

            writer.log().eraseAll(ids.subList(0, 1));
            queries.set(0);
            writer.log().eraseAll(ids.subList(1, 2));
            int one = queries.getAndSet(0);
            writer.log().eraseAll(ids.subList(2, 12));

            assertThat(queries).hasValue(one);
        }
    }

    @Test
    void aWriteToAnUnchangedScopeIsOneQuery() {
        try (SharedMemory here = open()) {
            AgentMemory writer = here.task("a").agent("writer");
            writer.remember("The client wants figures");
            writer.remember("The client wants an annex");

            queries.set(0);
            writer.remember("The client wants a summary");

            assertThat(queries).hasValue(1);
        }
    }

    /** The parts of a step. */
    private record StepTrips(int begin, int brief, int recall, int remember, int commit) {}

    /** The step of a graph's node that is briefed, recalls, remembers and commits. */
    private static final class CountedStep {
        private final SharedMemory memory;
        private Cursor cursor = Cursor.EMPTY;

        CountedStep(SharedMemory memory) {
            this.memory = memory;
        }

        StepTrips run(String text) {
            List<Step> step = new ArrayList<>();
            return new StepTrips(
                    TripCounter.tripsOf(() -> step.add(memory.begin(StepRequest.builder("a", "writer", "thread")
                            .cursor(cursor)
                            .build()))),
                    TripCounter.tripsOf(() -> step.get(0).memory().brief("check the figures")),
                    TripCounter.tripsOf(() -> step.get(0).memory().recall("figures", 3)),
                    TripCounter.tripsOf(() -> step.get(0).memory().remember(text)),
                    TripCounter.tripsOf(() -> cursor = step.get(0).commit()));
        }
    }

    @Test
    void aStepIsFourRoundTrips() {
        EmbeddingModelProvider model = EmbeddingModelProvider.of("clusters", new ClusteredModel());
        try (HikariDataSource sockets = countedSockets();
                SharedMemory here = over(sockets, model);
                SharedMemory there = over(TestServer.source(), model)) {
            AgentMemory other = there.task("a").agent("other");
            other.remember("The client wants figures");
            CountedStep step = new CountedStep(here);
            step.run("The client wants an annex");
            for (String text : List.of("The annex is short", "The annex has figures")) {
                other.remember("Somebody checks it: " + text);

                assertThat(step.run(text)).isEqualTo(new StepTrips(1, 1, 1, 0, 1));
            }
        }
    }

    private SharedMemory over(DataSource source, EmbeddingModelProvider model) {
        return SharedMemory.builder(PostgresStore.builder(source).schema(schema).open())
                .embeddings(model)
                .open();
    }

    /** The pool does not check its connections, which it otherwise does after half a second without use. */
    private static HikariDataSource countedSockets() {
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "60000");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestServer.with(TestServer.url(), "socketFactory=" + TripCounter.class.getName()));
        config.setMaximumPoolSize(3);
        return new HikariDataSource(config);
    }
}
