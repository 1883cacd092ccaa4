package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import dev.commonground.postgres.PostgresStore;
import dev.commonground.postgres.TestServer;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** PgBouncer in transaction mode, and a streaming replica: {@code .ci/postgres-beside} starts both for {@code .ci/run}. */
@Timeout(120)
class ServersBesideOnPostgresTest {

    final String schema = TestServer.newSchema();

    static DataSource source(String url, String parameter) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url + parameter);
        return source;
    }

    SharedMemory open(DataSource source) {
        MemoryStore store = PostgresStore.builder(source)
                .schema(schema)
                .patience(Duration.ofSeconds(5))
                .open();
        return SharedMemory.builder(store).keywordsOnly().open();
    }

    static List<String> texts(TaskMemory task) {
        return task.agent("reader").list().stream().map(Memory::text).toList();
    }

    @Nested
    @EnabledIfSystemProperty(
            named = "commonground.postgres.bouncer",
            matches = ".+",
            disabledReason = ".ci/postgres-beside brings the PgBouncer that this needs")
    class PgBouncer {

        final String url = System.getProperty("commonground.postgres.bouncer");

        @Test
        void losesAndConfusesNothingWithoutPreparedStatements() throws Exception {
            int writers = 8;
            int each = 25;
            try (SharedMemory memory = open(source(url, "&prepareThreshold=0"))) {
                ExecutorService threads = Executors.newFixedThreadPool(writers);
                List<Future<Integer>> written = threads.invokeAll(IntStream.range(0, writers)
                        .<Callable<Integer>>mapToObj(writer -> () -> {
                            AgentMemory agent =
                                    memory.task("task-" + writer % 3).agent("writer-" + writer);
                            IntStream.range(0, each).forEach(i -> agent.remember("Note %d of %d".formatted(i, writer)));
                            return agent.recall("note", 1_000).size();
                        })
                        .toList());
                for (Future<Integer> found : written) {
                    assertThat(found.get()).isGreaterThanOrEqualTo(each);
                }
                threads.shutdown();
                assertThat(IntStream.range(0, 3)
                                .map(task -> texts(memory.task("task-" + task)).size())
                                .sum())
                        .isEqualTo(writers * each);
            }
            assertThat(TestServer.problems(schema)).isEmpty();
        }

        @Test
        void tellsSubscribersOfCommitsWithinASecond() throws Exception {
            CountDownLatch told = new CountDownLatch(1);
            try (SharedMemory memory = open(source(url, "&prepareThreshold=0"));
                    SharedMemory other = open(source(TestServer.url(), ""))) {
                AgentMemory reader = memory.task("a").agent("reader");
                reader.remember("First");
                try (var subscription = reader.log().subscribe(reader.log().cursor(), changes -> told.countDown())) {
                    other.task("a").agent("writer").remember("Second");
                    assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
                    assertThat(subscription).isNotNull();
                }
            }
        }

        @Test
        void refusesASearchPathWithWhatToDo() {
            assertThatExceptionOfType(MemoryStoreException.class)
                    .isThrownBy(() -> open(source(url, "&currentSchema=" + schema)))
                    .withMessageContaining("ignore_startup_parameters");
        }
    }

    @Nested
    @EnabledIfSystemProperty(
            named = "commonground.postgres.replica",
            matches = ".+",
            disabledReason = ".ci/postgres-beside brings the replica that this needs")
    class Replica {

        final String url = System.getProperty("commonground.postgres.replica");

        SharedMemory readOnly() {
            MemoryStore store = PostgresStore.builder(source(url, ""))
                    .schema(schema)
                    .readOnly()
                    .open();
            return SharedMemory.builder(store).keywordsOnly().readOnly().open();
        }

        private void onReplica(String sql) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /** Waits until the replica has replayed everything. */
        private void awaitReplay() throws SQLException {
            TestServer.execute("CHECKPOINT");
            String written = TestServer.ask("SELECT pg_current_wal_lsn()");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!reached(written) && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }

        private boolean reached(String position) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "SELECT pg_last_wal_replay_lsn() >= '%s'::pg_lsn".formatted(position))) {
                return row.next() && row.getBoolean(1);
            }
        }

        @Test
        void thatLagsAnswersForMomentsThatItHasReachedAndRefusesLaterOnes() throws SQLException {
            try (SharedMemory primary = open(source(TestServer.url(), ""))) {
                TaskMemory task = primary.task("a");
                task.agent("writer").remember("First");
                Cursor first = task.agent("writer").log().cursor();
                awaitReplay();
                onReplica("SELECT pg_wal_replay_pause()");
                try (SharedMemory replica = readOnly()) {
                    task.agent("writer").remember("Second");
                    Cursor second = task.agent("writer").log().cursor();

                    assertThat(texts(replica.task("a").asOf(first))).containsExactly("First");
                    assertThat(texts(replica.task("a"))).containsExactly("First");
                    assertThatExceptionOfType(MemoryStoreException.class)
                            .isThrownBy(() -> texts(replica.task("a").asOf(second)))
                            .withMessageContaining("a replica that lags")
                            .withMessageContaining("ask the primary");

                    onReplica("SELECT pg_wal_replay_resume()");
                    awaitReplay();
                    assertThat(texts(replica.task("a").asOf(second))).containsExactlyInAnyOrder("First", "Second");
                    assertThat(texts(replica.task("a").asOf(first))).containsExactly("First");
                } finally {
                    onReplica("SELECT pg_wal_replay_resume()");
                }
            }
        }

        @Test
        void refusesToBeWrittenWithWhatToDo() throws SQLException {
            open(source(TestServer.url(), "")).close();
            awaitReplay();
            try (SharedMemory memory = open(source(url, ""))) {
                assertThatExceptionOfType(MemoryStoreException.class)
                        .isThrownBy(() -> memory.task("a").agent("writer").remember("First"))
                        .withMessageContaining("name the primary")
                        .withMessageContaining("readOnly()");
            }
        }
    }
}
