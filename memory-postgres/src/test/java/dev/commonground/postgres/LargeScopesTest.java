package dev.commonground.postgres;

import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import dev.commonground.store.StoredVectors;
import dev.commonground.store.StoredVectors.Passage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When indexes are built and dropped, and what they find, with a few vectors of two dimensions. */
@Timeout(60)
class LargeScopesTest {

    static final String MODEL = "near @ 'home'";
    static final int SIZE = 12;

    final String schema = TestServer.newSchema();
    final List<MemoryStore> opened = new ArrayList<>();
    final List<MemoryId> ids = new ArrayList<>();
    MemoryStore store;

    @BeforeEach
    void open() throws SQLException {
        assumeTrue(
                !TestServer.ask("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'")
                        .isEmpty(),
                "This server has no extension vector; .ci/postgres starts one that has it");
        TestServer.execute("CREATE EXTENSION IF NOT EXISTS vector");
        store = another();
    }

    @AfterEach
    void close() {
        opened.forEach(MemoryStore::close);
    }

    MemoryStore another() {
        MemoryStore another =
                new PostgresStoreProvider().open(TestServer.url(schema)).orElseThrow();
        opened.add(another);
        return another;
    }

    /** Returns the vector of an angle. */
    static float[] at(int degrees) {
        return new float[] {(float) Math.cos(Math.toRadians(degrees)), (float) Math.sin(Math.toRadians(degrees))};
    }

    /** Writes a statement for each tenth degree, and returns the id of their scope. */
    String write(String task) {
        ScopeRecord scope = store.open("local", List.of(Scope.task(task))).get(0);
        List<Entry.Assert> statements = IntStream.range(0, SIZE)
                .mapToObj(i -> says(scope, "number " + i))
                .toList();
        store.commit(direct(scope, statements.toArray(Entry.Action[]::new)));
        statements.forEach(statement -> ids.add(statement.id()));
        store.keepVectors(
                scope.id(),
                SIZE,
                IntStream.range(0, SIZE)
                        .mapToObj(i -> new StatementVector(statements.get(i).id(), "Ann", MODEL, at(10 * i)))
                        .toList());
        return scope.id();
    }

    static StoredVectors await(MemoryStore store, String scope) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        Optional<StoredVectors> vectors = store.vectors(scope, MODEL, SIZE - 1);
        while (vectors.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            vectors = store.vectors(scope, MODEL, SIZE - 1);
        }
        return vectors.orElseThrow();
    }

    String indexes() throws SQLException {
        return TestServer.ask(
                "SELECT count(*) FROM pg_indexes WHERE indexname LIKE 'nearest\\_%%' AND schemaname = '%s'"
                        .formatted(schema));
    }

    private void awaitIndexes(int count) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!indexes().equals(String.valueOf(count)) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        assertThat(indexes()).isEqualTo(String.valueOf(count));
    }

    @Test
    void onlyVectorsOfAModelBeyondTheBudgetAreIndexed() throws SQLException {
        String scope = write("one");

        assertThat(store.vectors(scope, MODEL, SIZE)).isEmpty();
        assertThat(store.vectors(scope, "", 0)).isEmpty();
        assertThat(store.vectors(scope, "another model", 0)).isEmpty();
        assertThat(store.vectors("nowhere", MODEL, 0)).isEmpty();

        assertThat(store.vectors(scope, MODEL, SIZE - 1)).isEmpty();
        assertThat(await(store, scope)).isNotNull();
        assertThat(indexes()).isEqualTo("1");
        assertThat(another().vectors(scope, MODEL, SIZE - 1)).isPresent();
        assertThat(another().vectors(scope, MODEL, SIZE)).isEmpty();
        assertThat(TestServer.ask(
                        "SELECT attstattarget FROM pg_attribute WHERE attrelid = '\"%s\".%s'::regclass AND attnum = 1"
                                .formatted(schema, LargeScope.index(scope, MODEL))))
                .isEqualTo("0");
    }

    @Test
    void theNearestVectorsAreFoundWithTheirSimilarities() {
        StoredVectors vectors = await(store, write("one"));

        assertThat(vectors.dimension()).isEqualTo(2);
        assertThat(vectors.passages())
                .isEqualTo(ids.stream().map(id -> new Passage(id, "Ann")).collect(Collectors.toSet()));
        List<StoredVectors.Neighbour> nearest = vectors.nearest(at(52), 3);
        assertThat(nearest)
                .extracting(neighbour -> neighbour.passage().id())
                .containsExactly(ids.get(5), ids.get(6), ids.get(4));
        assertThat(nearest.get(0).similarity()).isCloseTo(Math.cos(Math.toRadians(2)), within(0.01));
        List<StoredVectors.Neighbour> asked = vectors.similarities(at(90), List.of(ids.get(0), ids.get(3)));
        assertThat(asked)
                .extracting(StoredVectors.Neighbour::passage)
                .containsExactlyInAnyOrder(new Passage(ids.get(0), "Ann"), new Passage(ids.get(3), "Ann"));
        assertThat(asked.stream()
                        .mapToDouble(StoredVectors.Neighbour::similarity)
                        .max()
                        .orElseThrow())
                .isCloseTo(0.5, within(0.01));
    }

    @Test
    void anIndexEndsWithItsScope() throws SQLException {
        String one = write("one");
        String two = write("two");
        await(store, one);
        await(store, two);

        store.delete("local", Scope.task("one"));
        awaitIndexes(1);
        assertThat(store.vectors(one, MODEL, SIZE - 1)).isEmpty();
        assertThat(another().delete("local", Scope.task("two"))).isTrue();
        await(store, write("three"));

        awaitIndexes(1);
    }

    @Test
    void anIndexWhoseScopeIsDeletedMeanwhileIsDroppedWhenItIsDone() throws Exception {
        String scope = write("one");
        CompletableFuture<Boolean> deleted = new CompletableFuture<>();
        CompletableFuture<Void> created = new CompletableFuture<>();
        InterceptedConnection.Before create = InterceptedConnection.first(
                "CREATE INDEX", () -> deleted.complete(store.delete("local", Scope.task("one"))));
        InterceptedConnection.Before alter = InterceptedConnection.first("ALTER INDEX", () -> created.complete(null));
        MemoryStore late = intercepted(sql -> {
            create.statement(sql);
            alter.statement(sql);
        });

        assertThat(late.vectors(scope, MODEL, SIZE - 1)).isEmpty();
        assertThat(deleted.get(20, TimeUnit.SECONDS)).isTrue();
        created.get(20, TimeUnit.SECONDS);

        awaitIndexes(0);
    }

    @Test
    void anIndexThatAProcessLeftUnfinishedIsBuiltAgain() throws SQLException {
        String scope = write("one");
        await(store, scope);
        String index = "'\"%s\".%s'::regclass".formatted(schema, LargeScope.index(scope, MODEL));
        String before = TestServer.ask("SELECT %s::oid".formatted(index));
        TestServer.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = " + index);

        MemoryStore next = another();
        assertThat(next.vectors(scope, MODEL, SIZE - 1)).isEmpty();
        assertThat(await(next, scope).passages()).hasSize(SIZE);

        assertThat(TestServer.ask("SELECT %s::oid".formatted(index))).isNotEqualTo(before);
    }

    /** Returns a store that gives up at the first conflict, and with which a test does something before a statement. */
    private MemoryStore intercepted(InterceptedConnection.Before before) {
        String url = TestServer.with(TestServer.url(), "ApplicationName=" + schema);
        MemoryStore intercepted = PostgresStore.builder(JdbcProxy.source(
                        () -> InterceptedConnection.of(TestServer.source(url).getConnection(), before)))
                .schema(schema)
                .patience(Duration.ZERO)
                .open();
        opened.add(intercepted);
        return intercepted;
    }

    @Test
    void anIndexThatAnotherProcessDropsWhenItIsDoneIsBuiltAgain() {
        String scope = write("one");
        MemoryStore overtaken = intercepted(InterceptedConnection.first(
                "ALTER INDEX",
                () -> execute("DROP INDEX \"%s\".%s".formatted(schema, LargeScope.index(scope, MODEL)))));

        assertThat(await(overtaken, scope).passages()).hasSize(SIZE);
    }

    @Test
    void anIndexIsBuiltByALaterSearchIfTheServerEndsTheFirstConnection() {
        String scope = write("one");
        MemoryStore interrupted = intercepted(InterceptedConnection.first(
                "CREATE INDEX",
                () -> execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '%s'"
                        .formatted(schema))));

        assertThat(await(interrupted, scope).passages()).hasSize(SIZE);
    }

    private static void execute(String statement) {
        try {
            TestServer.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two builders wait for each other: one for the lock of the table, the other one for the end of an older snapshot. */
    @Test
    void aBuilderThatWaitsForAnotherOneBuildsAfterIt() throws Exception {
        String scope = write("one");
        try (Connection writer = TestServer.source(TestServer.url()).getConnection();
                Statement lock = writer.createStatement()) {
            writer.setAutoCommit(false);
            lock.execute("LOCK TABLE \"%s\".vector IN ROW EXCLUSIVE MODE".formatted(schema));
            CompletableFuture<Void> other = new CompletableFuture<>();
            CompletableFuture<Void> release = new CompletableFuture<>();
            MemoryStore waiting = intercepted(InterceptedConnection.first("CREATE INDEX", () -> {
                other.completeAsync(() -> {
                    execute("CREATE INDEX CONCURRENTLY other ON \"%s\".vector (voice)".formatted(schema));
                    return null;
                });
                awaitTrue("SELECT count(*) = 1 FROM pg_stat_progress_create_index");
                release.completeAsync(() -> {
                    awaitTrue(
                            "SELECT count(*) = 1 FROM pg_locks WHERE NOT granted AND mode = 'ShareUpdateExclusiveLock'"
                                    + " AND relation = '\"%s\".vector'::regclass".formatted(schema));
                    return null;
                });
            }));

            assertThat(waiting.vectors(scope, MODEL, SIZE - 1)).isEmpty();
            release.get(20, TimeUnit.SECONDS);
            writer.rollback();
            other.get(20, TimeUnit.SECONDS);

            assertThat(await(waiting, scope).passages()).hasSize(SIZE);
        }
    }

    private static void awaitTrue(String question) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        try {
            while (!TestServer.ask(question).equals("t") && System.nanoTime() < deadline) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anExtensionWithoutIterativeScansIsNotUsed() throws Exception {
        String database = "older_" + schema;
        TestServer.execute("CREATE DATABASE \"%s\" TEMPLATE template0".formatted(database));
        String url = TestServer.url().replaceFirst("/postgres\\b", "/" + database);
        try {
            store = new PostgresStoreProvider().open(url).orElseThrow();
            try (var connection = TestServer.source(url).getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE EXTENSION vector");
                statement.execute("UPDATE pg_extension SET extversion = '0.7.4' WHERE extname = 'vector'");
                String scope = write("one");

                assertThat(store.vectors(scope, MODEL, SIZE - 1)).isEmpty();

                statement.execute("UPDATE pg_extension SET extversion = '1.0' WHERE extname = 'vector'");
                opened.add(new PostgresStoreProvider().open(url).orElseThrow());
                await(opened.get(1), scope);
            }
        } finally {
            store.close();
            opened.forEach(MemoryStore::close);
            TestServer.execute("DROP DATABASE \"%s\" WITH (FORCE)".formatted(database));
        }
    }

    @Test
    void aLongStatementHasNoNetworkTimeout() throws SQLException {
        String url = TestServer.with(TestServer.url(), "socketTimeout=20");
        try (ReturnedConnections connections = new ReturnedConnections(url, true)) {
            Transactions transactions =
                    new Transactions(connections.source(), new Failures("PostgreSQL", Duration.ZERO));

            new VectorIndexes(transactions, new Schema(schema), Runnable::run).drop("nearest_to_nothing");

            assertThat(connections.timeouts).isEqualTo(Set.of(0, 20_000));
            assertThat(connections.settings)
                    .extracting(ReturnedConnections.Settings::networkTimeout)
                    .containsOnly(20_000);
        }
    }

    @Test
    void theThreadThatBuildsEndsWithTheStore() throws Exception {
        await(store, write("one"));
        List<Thread> builders = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("commonground-postgres-indexes"))
                .toList();

        close();

        assertThat(builders).isNotEmpty().allMatch(Thread::isDaemon);
        for (Thread builder : builders) {
            builder.join(20_000);
            assertThat(builder.isAlive()).isFalse();
        }
    }
}
