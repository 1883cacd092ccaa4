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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of removal is cleaned without being asked to. An erasure, a review and a deletion wait for that. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SqliteRemovalsTest {

    static final Author ANN = Author.person("Ann");

    @TempDir
    Path folder;

    final List<Connection> connections = Collections.synchronizedList(new ArrayList<>());
    final Set<Thread> before = Thread.getAllStackTraces().keySet();
    SqliteStore store;
    ScopeRecord scope;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder.resolve("memory.db"), List.of(), connection -> {
            connections.add(connection);
            return connection;
        });
        scope = store.open(OWNER, List.of(Scope.task("a"))).get(0);
    }

    @AfterEach
    void close() {
        store.close();
    }

    StatementCache statements() throws SQLException {
        return new StatementCache(DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("memory.db")));
    }

    boolean isOwed() throws SQLException {
        try (StatementCache statements = statements()) {
            return CleaningDebt.isOwed(statements);
        }
    }

    void awaitClean() throws SQLException {
        while (isOwed()) {
            Thread.onSpinWait();
        }
    }

    /** Returns the threads of that name which this test has started. */
    List<Thread> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name) && !before.contains(thread))
                .toList();
    }

    @Test
    void erasuresReviewsAndDeletionsReturnWhenTheFileIsClean() throws SQLException {
        Entry.Assert secret = says(scope, "secret");
        store.commit(direct(scope, secret));
        store.commit(direct(
                scope, new Entry.Quarantine(secret.id(), secret.statement(), secret.assertion(), "it gives an order")));
        List<Runnable> removals = List.of(
                () -> store.commit(direct(scope, new Entry.Review(ANN, Instant.EPOCH, 2, false))),
                () -> store.commit(direct(scope, new Entry.Erase(secret.id(), ANN, Instant.EPOCH))),
                () -> store.delete(OWNER, scope.scope()));

        for (Runnable removal : removals) {
            removal.run();

            assertThat(store.cleanup().isComplete()).isTrue();
            assertThat(isOwed()).isFalse();
        }
    }

    @Test
    void sweptEntriesDeletedVectorsAndRemovedBlobsAreCleanedSoon() throws SQLException {
        Entry.Assert swept = says(scope, "swept");
        store.commit(Commit.of(List.of(onLane(scope, Map.of(), null, swept))));
        store.keepVectors(scope.id(), 1, List.of(new StatementVector(swept.id(), "", "m", new float[] {1, 0})));
        store.blobs().put("checkpoints", "a", new byte[] {1});

        assertThat(store.deleteVectors(scope.id(), List.of(1L))).isEqualTo(1);
        awaitClean();
        store.commit(direct(scope, new Entry.Sweep(Instant.EPOCH, List.of(1L))));
        awaitClean();
        store.blobs().remove("checkpoints");
        awaitClean();
    }

    @Test
    void openingAFileCleansWhatAnEarlierProcessRemoved() throws SQLException {
        store.close();
        try (StatementCache statements = statements()) {
            CleaningDebt.owe(statements);
        }

        open();

        awaitClean();
    }

    @Test
    void closingLeavesNoThreadAndNoConnection() throws Exception {
        Entry.Assert secret = says(scope, "secret");
        assertThat(store.watch(() -> {})).isNotNull();
        store.commit(direct(scope, secret, new Entry.Erase(secret.id(), ANN, Instant.EPOCH)));
        List<Thread> watching = threads("commonground-sqlite-watcher");
        assertThat(watching).hasSize(1);
        assertThat(threads("commonground-sqlite-cleaner")).hasSize(1);

        store.close();

        assertThat(threads("commonground-sqlite-cleaner")).isEmpty();
        watching.get(0).join(20_000);
        assertThat(watching.get(0).isAlive()).isFalse();
        for (Connection connection : connections) {
            assertThat(connection.isClosed()).isTrue();
        }
    }
}
