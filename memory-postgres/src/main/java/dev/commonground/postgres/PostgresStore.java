package dev.commonground.postgres;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.commonground.memory.ErasureReceipt.Cleanup;
import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import dev.commonground.memory.Verification;
import dev.commonground.store.BlobStore;
import dev.commonground.store.Commit;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.ReadLedger;
import dev.commonground.store.ScopeListing;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.ScopeStatus;
import dev.commonground.store.StatementVector;
import dev.commonground.store.StoredVectors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A store in a schema of a PostgreSQL database, version 15 or later, for agents in any number of processes and
 * machines.
 *
 * <pre>{@code
 * MemoryStore store = PostgresStore.builder(dataSource).schema("memory").open();
 * try (SharedMemory memory = SharedMemory.builder(store).open()) { ... }
 * }</pre>
 *
 * <p>Commits are as durable as the server's {@code synchronous_commit} makes them. If the server is unreachable, the
 * store retries for a limited time. If the answer to a commit is lost, the store repeats the commit, which is stored
 * once. Each call takes one connection from the data source while it lasts. A store with subscriptions takes one more.
 *
 * <p>Thread-safe. Several processes can use the schema at the same time.
 */
public final class PostgresStore implements MemoryStore {

    /** The default schema. */
    public static final String DEFAULT_SCHEMA = "commonground";

    private final DataSource source;
    private final Transactions transactions;
    private final TaskScopes tasks;
    private final ScopeTables scopes;
    private final KnownLanes lanes = new KnownLanes();
    private final EntryTable entries;
    private final NewsQuery news;
    private final ListedScopes listed;
    private final ReadLedger readings;
    private final Schema schema;
    private final SingleStatement single;
    private final LaneStatement onLane;
    private final CommitSignal signal;
    private final PostgresWatcher watcher;
    private final BlobStore blobs;
    private final LargeScopes largeScopes;
    private final TableCleaner cleaner;
    private final Runnable closePool;

    private PostgresStore(DataSource source, Schema schema, Transactions transactions, Runnable closePool) {
        String channel = "commonground_" + Integer.toHexString(schema.name().hashCode());
        this.source = source;
        this.transactions = transactions;
        this.tasks = new TaskScopes(schema);
        this.scopes = new ScopeTables(schema, tasks);
        this.entries = new EntryTable(schema, lanes);
        this.news = new NewsQuery(schema, lanes);
        this.listed = new ListedScopes(schema);
        this.readings = new PostgresReadings(transactions, schema);
        this.schema = schema;
        this.single = new SingleStatement(schema);
        this.onLane = new LaneStatement(schema, lanes);
        this.signal = new CommitSignal(source, channel);
        this.watcher = new PostgresWatcher(source, new Schema(channel).quoted());
        this.blobs = new PostgresBlobs(transactions, schema);
        this.largeScopes = new LargeScopes(transactions, schema);
        this.cleaner = new TableCleaner(transactions, schema, Runnable::run);
        this.closePool = closePool;
    }

    /** Returns a builder of a store in the database of {@code source}, which should be a connection pool. */
    public static Builder builder(DataSource source) {
        return new Builder(requireNonNull(source, "source"));
    }

    @Override
    public Optional<ScopeRecord> find(String owner, Scope scope) {
        return transactions.statement(connection -> scopes.find(connection, owner, scope));
    }

    @Override
    public List<ScopeRecord> open(String owner, List<Scope> wanted) {
        Map<Scope, ScopeRecord> known = transactions.statement(connection -> scopes.findAll(connection, owner, wanted));
        if (!known.keySet().containsAll(wanted)) {
            return transactions.transaction(connection -> scopes.open(connection, owner, wanted));
        }
        List<ScopeRecord> records = new ArrayList<>();
        wanted.forEach(scope -> records.add(requireNonNull(known.get(scope), "scope")));
        return records;
    }

    @Override
    public List<ScopeRecord> scopes(String owner, Scope.Task task) {
        return transactions.statement(connection -> tasks.records(connection, owner, task));
    }

    @Override
    public List<ScopeStatus> list(String owner, ScopeListing listing) {
        return transactions.statement(connection -> listed.list(connection, owner, listing));
    }

    @Override
    public Tail readBeyond(String scope, long position, String model) {
        return transactions.statement(connection -> entries.readBeyond(connection, scope, position, model));
    }

    @Override
    public Optional<Positions> positionsOf(String owner, List<Scope> named, Map<String, Long> known, String model) {
        return Optional.of(transactions.statement(connection -> news.read(connection, owner, named, known, model)));
    }

    /** Returns how many threads wait for a connection, to read or to write, if the data source is a pool that tells. */
    @Override
    public int queuedWrites() {
        HikariPoolMXBean pool = source instanceof HikariDataSource hikari ? hikari.getHikariPoolMXBean() : null;
        return pool == null ? 0 : pool.getThreadsAwaitingConnection();
    }

    @Override
    public boolean remote() {
        return true;
    }

    @Override
    public Optional<StoredVectors> vectors(String scope, String model, long heapEntries) {
        return largeScopes.vectors(scope, model, heapEntries);
    }

    @Override
    public Commit.Receipt commit(Commit commit) {
        Commit.Receipt receipt = byOneStatement(commit)
                .orElseGet(() -> transactions.transaction(
                        connection -> new CommitScript(schema, lanes, connection, commit).append()));
        signal.committed();
        return receipt;
    }

    private Optional<Commit.Receipt> byOneStatement(Commit commit) {
        if (single.fits(commit)) {
            return transactions.statement(connection -> single.append(connection, commit));
        }
        return onLane.fits(commit)
                ? transactions.statement(connection -> onLane.append(connection, commit))
                : Optional.empty();
    }

    @Override
    public void keepVectors(String scope, long position, List<StatementVector> vectors) {
        transactions.transaction(connection -> {
            entries.keep(connection, scope, position, vectors);
            return true;
        });
    }

    @Override
    public List<StatementVector> readVectors(String scope, Collection<Long> assertions, String model) {
        return model.isEmpty() || assertions.isEmpty()
                ? List.of()
                : transactions.statement(connection -> entries.read(connection, scope, assertions, model));
    }

    @Override
    public int deleteVectors(String scope, Collection<Long> assertions) {
        return assertions.isEmpty()
                ? 0
                : transactions.transaction(connection -> entries.delete(connection, scope, assertions));
    }

    @Override
    public TaskState state(String owner, Scope.Task task) {
        return transactions.transaction(connection -> tasks.state(connection, owner, task));
    }

    @Override
    public void archive(String owner, Scope.Task task, boolean archived) {
        transactions.transaction(connection -> {
            tasks.archive(connection, owner, task, archived);
            return true;
        });
    }

    @Override
    public boolean delete(String owner, Scope scope) {
        boolean deleted = transactions.transaction(connection -> scopes.delete(connection, owner, scope));
        if (deleted) {
            largeScopes.deleted();
        }
        return deleted;
    }

    @Override
    public Watch watch(Runnable hint) {
        return watcher.add(hint);
    }

    @Override
    public Optional<ReadLedger> readLedger() {
        return Optional.of(readings);
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public Verification verify(String owner) {
        return transactions.transaction(connection -> {
            int before = connection.getTransactionIsolation();
            Verification result = new SealTable(schema).verify(connection, owner);
            connection.commit();
            connection.setTransactionIsolation(before);
            return result;
        });
    }

    @Override
    public void backupTo(Path target) {
        throw new MemoryStoreException(
                "This memory is in PostgreSQL and is not copied to %s: back up its schema with pg_dump, or the server with pg_basebackup"
                        .formatted(target));
    }

    @Override
    public Cleanup cleanup() {
        return cleaner.state();
    }

    /**
     * Rewrites the tables ({@code VACUUM FULL}). Each is locked while it is rewritten, and needs its size in free space. The
     * write-ahead log, its archive, replicas and backups keep removed content until the server recycles them.
     */
    @Override
    public Cleanup clean() {
        return cleaner.clean();
    }

    @Override
    public void close() {
        transactions.close();
        largeScopes.close();
        watcher.close();
        signal.close();
        closePool.run();
    }

    /** Opens a {@link PostgresStore}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final DataSource source;
        private String schema = DEFAULT_SCHEMA;
        private Duration patience = Duration.ofSeconds(20);
        private Runnable closePool = () -> {};
        private boolean readOnly;

        private Builder(DataSource source) {
            this.source = source;
        }

        /**
         * Sets the schema of the tables; {@value PostgresStore#DEFAULT_SCHEMA} by default. If it does not exist, it is
         * created, which takes the CREATE privilege on the database and three simultaneous connections.
         */
        public Builder schema(String schema) {
            this.schema = schema;
            return this;
        }

        /**
         * Sets how long transient failures are retried: an unreachable server, a broken connection, a conflict with
         * other writers. 20 seconds by default. If the pool waits longer for a connection, its timeout applies once.
         */
        public Builder patience(Duration patience) {
            this.patience = patience;
            return this;
        }

        /**
         * Opens the store without creating or migrating tables. The caller must not call a method that writes, as {@link
         * dev.commonground.SharedMemory.Builder#readOnly} ensures.
         */
        public Builder readOnly() {
            this.readOnly = true;
            return this;
        }

        /** Sets an action that closes the pool when the store is closed. */
        Builder closing(Runnable closePool) {
            this.closePool = closePool;
            return this;
        }

        /**
         * Opens the store; creates or migrates its tables if necessary.
         *
         * @throws IllegalArgumentException if the schema name is blank or too long, or the patience is negative
         * @throws dev.commonground.store.MemoryStoreException if the server is unreachable, a newer version wrote the
         *     schema, or the role lacks a privilege
         */
        public PostgresStore open() {
            if (patience.isNegative()) {
                throw new IllegalArgumentException(
                        "The patience is %s, which is negative: pass zero or more".formatted(patience));
            }
            Schema tables = new Schema(schema);
            Transactions transactions = new Transactions(source, new Failures(address(source), patience));
            transactions.statement(ServerCheck::run);
            Migration migration = new Migration(source, tables, transactions);
            if (readOnly) {
                migration.requireCurrent();
            } else {
                migration.run();
            }
            return new PostgresStore(source, tables, transactions, closePool);
        }

        private static String address(DataSource source) {
            return "PostgreSQL (" + source.getClass().getSimpleName() + ")";
        }
    }
}
