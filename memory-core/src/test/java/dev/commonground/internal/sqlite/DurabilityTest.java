package dev.commonground.internal.sqlite;

import static dev.commonground.store.MemoryStoreContract.OWNER;
import static dev.commonground.store.MemoryStoreContract.direct;
import static dev.commonground.store.MemoryStoreContract.onLane;
import static dev.commonground.store.MemoryStoreContract.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.StatementVector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the settings of the connections on which a store has committed. They decide what survives a power failure. */
class DurabilityTest {

    /** The value of {@code PRAGMA synchronous} for FULL: every commit waits for the disk. */
    static final String FULL = "2";

    @TempDir
    Path folder;

    final Set<Connection> committing = new LinkedHashSet<>();
    SqliteStore store;
    ScopeRecord scope;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder.resolve("memory.db"), List.of(), this::observed);
        scope = store.open(OWNER, List.of(Scope.task("a"))).get(0);
        committing.clear();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Returns a connection that is added to {@link #committing} when it commits. */
    Connection observed(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    Object result = invoke(connection, method, arguments);
                    if (result instanceof Statement statement) {
                        return observed(statement, connection, arguments == null ? "" : (String) arguments[0]);
                    }
                    return result;
                });
    }

    Object observed(Statement target, Connection connection, String prepared) {
        Class<?> type = prepared.isEmpty() ? Statement.class : java.sql.PreparedStatement.class;
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    String sql = arguments != null && arguments[0] instanceof String text ? text : prepared;
                    if (method.getName().startsWith("execute") && sql.equals("COMMIT")) {
                        committing.add(connection);
                    }
                    return invoke(target, method, arguments);
                });
    }

    static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    String pragma(String name) throws SQLException {
        assertThat(committing).hasSize(1);
        try (Statement statement = committing.iterator().next().createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void everyCommitWaitsForTheDisk() throws SQLException {
        store.commit(direct(scope, says(scope, "durable")));

        assertThat(pragma("journal_mode")).isEqualTo("wal");
        assertThat(pragma("synchronous")).isEqualTo(FULL);
    }

    @Test
    void blobsWaitForTheDiskAsWell() throws SQLException {
        store.blobs().put("checkpoints", "a", new byte[] {1});

        assertThat(pragma("journal_mode")).isEqualTo("wal");
        assertThat(pragma("synchronous")).isEqualTo(FULL);
    }

    @Test
    void anErasureOverwritesAndStillWaitsForTheDisk() throws SQLException {
        Entry.Assert erased = says(scope, "secret");
        store.commit(direct(scope, erased, new Entry.Erase(erased.id(), Author.person("Ann"), Instant.EPOCH)));

        assertThat(pragma("secure_delete")).isEqualTo("1");
        assertThat(pragma("synchronous")).isEqualTo(FULL);
    }

    @Test
    void aDeletionOverwrites() throws SQLException {
        store.delete(OWNER, scope.scope());

        assertThat(pragma("secure_delete")).isEqualTo("1");
    }

    /** The file keeps what a reader still needs. A process that ends before the reader leaves the debt to the next one. */
    @Test
    void everyRemovalIsOwedUntilNoReaderIsInTheWay() throws SQLException {
        Entry.Assert erased = says(scope, "secret");
        store.commit(Commit.of(List.of(onLane(scope, Map.of(), null, says(scope, "swept")))));
        store.commit(direct(scope, erased));
        store.keepVectors(scope.id(), 2, List.of(new StatementVector(erased.id(), "", "m", new float[] {1, 0})));
        store.blobs().put("checkpoints", "a", new byte[] {1});
        List<Runnable> removals = List.of(
                () -> store.blobs().remove("checkpoints"),
                () -> store.commit(direct(scope, new Entry.Sweep(Instant.EPOCH, List.of(1L)))),
                () -> store.deleteVectors(scope.id(), List.of(2L)),
                () -> store.commit(direct(scope, new Entry.Erase(erased.id(), Author.person("Ann"), Instant.EPOCH))),
                () -> store.delete(OWNER, scope.scope()));
        Set<String> debts = new LinkedHashSet<>(List.of(debt()));
        try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("memory.db"));
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT count(*) FROM entry").close();
            for (Runnable removal : removals) {
                removal.run();

                assertThat(debts.add(debt())).as("a new debt").isTrue();
                assertThat(store.cleanup().isComplete()).isFalse();
            }
        }

        assertThat(store.clean().isComplete()).isTrue();
        assertThat(debt()).isEqualTo("none");
    }

    /** A reader is in the way of every cleaning, so a debt would show. */
    @Test
    void whatRemovesNothingOwesNothing() throws SQLException {
        Entry.Assert kept = says(scope, "kept");
        try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("memory.db"));
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT count(*) FROM entry").close();

            store.commit(direct(scope, kept));
            store.blobs().remove("checkpoints");
            assertThat(store.deleteVectors(scope.id(), List.of(1L))).isZero();
            assertThat(store.delete(OWNER, Scope.task("absent"))).isFalse();

            assertThat(store.cleanup().isComplete()).isTrue();
        }
        assertThat(debt()).isEqualTo("none");
    }

    String debt() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("memory.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT hex(data) FROM record WHERE collection = 'cleaning'")) {
            return row.next() ? row.getString(1) : "none";
        }
    }
}
